package dev.stave.model

import spock.lang.Specification

class ImageNameSpec extends Specification {
    def "names are in the order of their texts"() {
        given:
        def texts = ['a', 'b', 'a/b', 'a-b/c', 'a.b/c', 'a/b/c', 'a0', 'ab/c', 'a/b-c', 'ab', 'abc', 'a/bc']

        expect:
        texts.collect { ImageName.parse(it) }.sort()*.toString() == texts.sort(false)
        texts.every { ImageName.parse(it).compareTo(ImageName.parse(it)) == 0 }
    }
}
