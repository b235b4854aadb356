stack('shop') {
    host 'registry.lan:5000',
        insecur: true
}
