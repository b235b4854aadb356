package dev.stave.inputs

import spock.lang.Specification

class GlobSpec extends Specification {
    def "'#glob' #what '#path'"() {
        expect:
        Glob.of(glob).matches(path) == matches

        where:
        glob            | path            || matches
        'a'             | 'a'             || true
        'a'             | 'a/b'           || false
        'a'             | 'A'             || false
        '*'             | 'a'             || true
        '*'             | '.hidden'       || true
        '*'             | 'a/b'           || false
        '*.c'           | 'x.c'           || true
        '*.c'           | 'x.cc'          || false
        'src/*'         | 'src/a'         || true
        'src/*'         | 'src/a/b'       || false
        '**'            | 'a/b/c'         || true
        'src/**'        | 'src/a/b'       || true
        'src/**'        | 'src'           || false
        '**/x'          | 'x'             || true
        '**/x'          | 'a/b/x'         || true
        '**/x'          | 'ax'            || false
        'a/**/x'        | 'a/x'           || true
        'a/**/x'        | 'a/b/c/x'       || true
        'a?c'           | 'abc'           || true
        'a?c'           | 'a/c'           || false
        '[a-c]1'        | 'b1'            || true
        '[a-c]1'        | 'd1'            || false
        '[!a-c]1'       | 'd1'            || true
        '[^a-c]1'       | 'a1'            || false
        '[.]'           | '.'             || true
        '[.]'           | 'a'             || false
        '*.{c,h}'       | 'x.h'           || true
        '*.{c,h}'       | 'x.o'           || false
        '{src/**,*.md}' | 'src/a/b'       || true
        '{src/**,*.md}' | 'README.md'     || true
        '{a,b{1,2}}'    | 'b2'            || true
        'a,b'           | 'a,b'           || true
        'a}'            | 'a}'            || true
        'a.b+(c)'       | 'a.b+(c)'       || true
        'a.b'           | 'axb'           || false
        '\\*'           | '*'             || true
        '\\*'           | 'a'             || false
        '*'             | 'two\nlines'    || true
        'ä?'            | 'äö'            || true
        what = matches ? 'matches' : 'does not match'
    }

    def "'#glob' is refused: #why"() {
        when:
        Glob.of(glob)

        then:
        def e = thrown(IllegalArgumentException)
        e.message == why

        where:
        glob     || why
        '{a,b'   || "a '{' is not closed"
        '[a'     || "a '[' is not closed"
        '[!'     || "a '[' is not closed"
        '[]'     || "'[]' names no character"
        '[z-a]'  || "the range 'z-a' is the wrong way round"
        'a\\'    || 'the backslash at its end escapes nothing'
    }

    def "everything that '#glob' matches lies in '#folder'"() {
        expect:
        Glob.of(glob).folder() == folder

        where:
        glob        || folder
        '*'         || ''
        'a/b/*'     || 'a/b/'
        'a/b*/c/*'  || 'a/'
        '../x/**'   || '../x/'
        '{a,b}/c'   || ''
    }
}
