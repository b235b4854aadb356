package dev.stave.model

import spock.lang.Specification

class ImageRefSpec extends Specification {
    def "a reference '#text' is completed as Docker does"() {
        expect:
        ImageRef.parse(text).toString() == whole

        where:
        text                              || whole
        'redis'                           || 'docker.io/library/redis'
        'redis:7.4.1'                     || 'docker.io/library/redis:7.4.1'
        'oryd/hydra:v2'                   || 'docker.io/oryd/hydra:v2'
        'index.docker.io/library/redis:7' || 'docker.io/library/redis:7'
        'localhost/a:1'                   || 'localhost/a:1'
        'registry.lan:5000/a/b:1'         || 'registry.lan:5000/a/b:1'
        '127.0.0.1:5000/a'                || '127.0.0.1:5000/a'
    }

    def "a reference '#text' is refused: #message"() {
        when:
        ImageRef.parse(text)

        then:
        def e = thrown(EngineException)
        e.what() == message

        where:
        text               || message
        'quay.io/A/b:1'    || "'quay.io/A/b:1' is not an image reference: 'A' holds capitals, a repository path must not"
        'quay.io//b:1'     || "'quay.io//b:1' is not an image reference: a part of its path is empty"
        'quay.io/a:b c'    || "'quay.io/a:b c' is not an image reference: 'b c' is not a tag"
        'quay.io/a@sha256' || "'quay.io/a@sha256' is not an image reference: 'sha256' is not a digest"
        'quay.io/a_:1'     || "'quay.io/a_:1' is not an image reference: 'a_' cannot be part of a repository path"
    }
}
