stack('shop') {
    regsitry 'registry.lan:5000'
}
