package dev.stave.inputs

import dev.stave.model.EngineException
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class DockerIgnoreSpec extends Specification {
    @TempDir
    Path context

    def "with #lines, '#path' is #what"() {
        expect:
        DockerIgnore.parse(lines.join('\n'), '.dockerignore').ignores(path) == ignored

        where:
        lines                           | path               || ignored
        []                              | 'a'                || false
        ['a']                           | 'a'                || true
        ['a']                           | 'a/b/c'            || true
        ['a']                           | 'b/a'              || false
        ['a']                           | 'ab'               || false
        ['/a']                          | 'a'                || true
        ['a/']                          | 'a'                || true
        ['./a//b/']                     | 'a/b'              || true
        ['a/../b']                      | 'b'                || true
        ['  a  \r']                     | 'a'                || true
        ['# a', 'a']                    | 'a'                || true
        ['#a']                          | '#a'               || false
        [' #a']                         | '#a'               || true
        ['\\#a']                        | '#a'               || true
        ['*.md']                        | 'README.md'        || true
        ['*.md']                        | 'docs/README.md'   || false
        ['*/*.md']                      | 'docs/README.md'   || true
        ['*/*.md']                      | 'docs/a/README.md' || false
        ['**/*.md']                     | 'README.md'        || true
        ['**/*.md']                     | 'a/b/README.md'    || true
        ['**/build']                    | 'a/build/x.o'      || true
        ['**/build']                    | 'a/rebuild'        || false
        ['**build']                     | 'a/rebuild'        || true
        ['a/**']                        | 'a'                || false
        ['a/**']                        | 'a/b/c'            || true
        ['a/**/c']                      | 'a/c'              || true
        ['a/**/c']                      | 'a/x/y/c'          || true
        ['**']                          | 'any/thing'        || true
        ['*']                           | '.hidden'          || true
        ['te?t']                        | 'test'             || true
        ['te?t']                        | 'te/t'             || false
        ['[a-c]x']                      | 'bx'               || true
        ['[a-c]x']                      | 'dx'               || false
        ['[^a-c]x']                     | 'dx'               || true
        ['{a,b}']                       | 'a'                || false
        ['{a,b}']                       | '{a,b}'            || true
        ['a.b']                         | 'axb'              || false
        ['a(b)+$']                      | 'a(b)+$'           || true
        ['.']                           | 'a'                || false
        ['A']                           | 'a'                || false
        ['*', '!a']                     | 'a'                || false
        ['*', '!a']                     | 'a/b'              || false
        ['*', '!a']                     | 'b'                || true
        ['!a', '*']                     | 'a'                || true
        ['*', '! a']                    | 'a'                || false
        ['*', '!/a/']                   | 'a'                || false
        ['a', '!a/keep', 'a/keep/drop'] | 'a/keep/x'         || false
        ['a', '!a/keep', 'a/keep/drop'] | 'a/keep/drop/x'    || true
        ['\uFEFFa']                     | 'a'                || true
        what = ignored ? 'ignored' : 'sent'
    }

    def "with #lines, the folder '#folder' #what"() {
        expect:
        DockerIgnore.parse(lines.join('\n'), '.dockerignore').skips(folder) == skipped

        where:
        lines                    | folder       || skipped
        ['node_modules']         | 'node_modules' || true
        ['a']                    | 'b'          || false
        ['a', '!a/keep']         | 'a'          || false
        ['a', '!b/keep']         | 'a'          || true
        ['a', '!**/keep']        | 'a'          || false
        ['a', '!a/*/keep']       | 'a/b'        || false
        ['*', '!src']            | 'src'        || false
        ['*', '!src']            | 'lib'        || true
        what = skipped ? 'is not even looked into' : 'is looked into'
    }

    def "the pattern '#line' is refused: #why"() {
        when:
        DockerIgnore.parse("ok\n$line", 'api/.dockerignore')

        then:
        def e = thrown(EngineException)
        e.what() == "api/.dockerignore:2: '$line' is not a pattern: $why"

        where:
        line  || why
        '!'   || "nothing follows the '!'"
        '[a'  || "a '[' is not closed"
        '[]'  || "'[]' names no character"
        'a\\' || 'the backslash at its end escapes nothing'
        '[c-a]' || "the range 'c-a' is the wrong way round"
    }

    def "a Dockerfile's own ignore file goes before the context's"() {
        given:
        Files.writeString(context.resolve('.dockerignore'), 'a')
        def dockerfile = context.resolve('Dockerfile')

        expect:
        DockerIgnore.of(dockerfile, context).ignores('a')

        when:
        Files.writeString(context.resolve('Dockerfile.dockerignore'), 'b')

        then:
        DockerIgnore.of(dockerfile, context).ignores('b')
        !DockerIgnore.of(dockerfile, context).ignores('a')
    }

    def "without an ignore file nothing is ignored"() {
        expect:
        !DockerIgnore.of(context.resolve('Dockerfile'), context).ignores('a')
    }
}
