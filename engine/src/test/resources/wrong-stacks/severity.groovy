stack('shop') {
    scan {
        failOn 'crit'
    }
}
