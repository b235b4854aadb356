stack('shop') {
    builder('a') {
        from 'b'
    }
    builder('b') { from 'a' }
}
