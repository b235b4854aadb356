stack('shop') {
    scan {
        failon 'critical'
    }
}
