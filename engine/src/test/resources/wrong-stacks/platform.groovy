stack('shop') {
    platforms 'amd64'
}
