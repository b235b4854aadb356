stack('shop') {
    onChange 'replac'
}
