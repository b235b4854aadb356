stack('shop') {
    registry 'https://registry.lan'
}
