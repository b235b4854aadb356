stack('shop') {
    registry 'registry'
}
