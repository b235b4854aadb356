stack('shop') {
    host 'registry.lan:5000',
        insecure: 'perhaps'
}
