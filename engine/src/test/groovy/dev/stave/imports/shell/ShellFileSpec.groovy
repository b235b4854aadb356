package dev.stave.imports.shell

import spock.lang.Specification

/** What conf files of shell tools use, evaluated without a shell; expected values are what bash makes of the same text. */
class ShellFileSpec extends Specification {
    def "#text makes X '#value'"() {
        given:
        def scope = new ShellScope().with('HOME', '/home/me').with('A', 'one two').with('EMPTY', '')

        when:
        def notes = ShellFile.evaluate(text, 'build.conf', scope)

        then:
        notes*.message() == []
        scope.text('X') == value

        where:
        text                                     | value
        'X=plain'                                | 'plain'
        'X='                                     | ''
        'X="a b"'                                | 'a b'
        "X='a \$A'"                              | 'a $A'
        'X="$A/${A}"'                            | 'one two/one two'
        'X=$A'                                   | 'one two'
        'X="${NONE:-default}"'                   | 'default'
        'X="${EMPTY:-default}"'                  | 'default'
        'X="${EMPTY-default}"'                   | ''
        'X="${A:-default}"'                      | 'one two'
        'X="${NONE:-${A}-x}"'                    | 'one two-x'
        'X="${NONE:--mtune=generic -O2 -pipe}"'  | '-mtune=generic -O2 -pipe'
        'X="${A:+set}"'                          | 'set'
        'X="${NONE:+set}"'                       | ''
        'X="${NONE:="kept"}"; X="$NONE"'         | 'kept'
        ': "${X:=given}"'                        | 'given'
        "X=\"\${NONE:-don't}\""                  | "don't"
        "X=\${NONE:-'a b'}"                      | 'a b'
        'X=a\\ b'                                | 'a b'
        'X="a\\"b\\$c\\d"'                       | 'a"b$c\\d'
        "X='it'\\''s'"                           | "it's"
        "X=\$'a\\tb'"                            | 'a\tb'
        'X=a"b"\'c\''                            | 'abc'
        'X="a\\\nb"'                             | 'ab'
        'X="two\nlines"'                         | 'two\nlines'
        'X=1 # why'                              | '1'
        'X=a#b'                                  | 'a#b'
        'X=1; X+=2'                              | '12'
        'X+=only'                                | 'only'
        'export X=1'                             | '1'
        'declare -x X="a b"'                     | 'a b'
        'local X; X=2'                           | '2'
        'readonly Y=3 X=4'                       | '4'
        'X=1 && X=2'                             | '2'
        'X=1 || X=2'                             | '1'
        'X=~/files'                              | '/home/me/files'
        'X=(a b)'                                | 'a'
        'Y=(a "b c"); X="${Y[1]}"'               | 'b c'
        'Y=(a "b c"); X="${Y[@]}"'               | 'a b c'
        'Y=(a b c); X="${#Y[@]}"'                | '3'
        'X="${#A}"'                              | '7'
        'Y=a/b/c; X="${Y##*/}"'                  | 'c'
        'Y=a/b/c; X="${Y#*/}"'                   | 'b/c'
        'Y=a/b/c; X="${Y%/*}"'                   | 'a/b'
        'Y=a/b/c; X="${Y%%/*}"'                  | 'a'
        'Y=a+b+c; X="${Y//+/-}"'                 | 'a-b-c'
        'Y=a+b+c; X="${Y/+}"'                    | 'ab+c'
        'Y=ab; X="${Y^^}"'                       | 'AB'
        'X=1; unset X'                           | ''
        'f() { X=2; }; X=1'                      | '1'
        'function f { X=2\n}\nX=1'               | '1'
        'f()\n{\n  if true; then\n    X=2\n  fi\n  case "$1" in a) X=3;; esac\n}\nX=1' | '1'
        'f() { cat <<EOF\nX=2 }\nEOF\n}\nX=1'    | '1'
        'set -e\nX=1\r\nY=2\r\n'                 | '1'
    }

    def "#text makes an array of #words"() {
        given:
        def scope = new ShellScope().with('A', 'one two')

        expect:
        ShellFile.evaluate(text, 'build.conf', scope)*.message() == []
        scope.get('X').get().words() == words

        where:
        text                                  | words
        'X=()'                                | []
        "X=('--cap-add' 'FOO')"               | ['--cap-add', 'FOO']
        'X=(a $A "$A")'                       | ['a', 'one', 'two', 'one two']
        'X=(\n  a # the first\n  "b c"\n)'    | ['a', 'b c']
        'X=(a); X+=(b c)'                     | ['a', 'b', 'c']
        'Y=(a "b c"); X=("${Y[@]}" d)'        | ['a', 'b c', 'd']
        'X=("${A}:/path:ro")'                 | ['one two:/path:ro']
    }

    def "what only a running shell can tell is noted with its line: #text"() {
        given:
        def scope = new ShellScope()

        when:
        def notes = ShellFile.evaluate('# a line before\n' + text, 'ns/kubler.conf', scope)

        then:
        notes.collect { "${it.at()}: ${it.message()}" as String } == ['ns/kubler.conf:2: ' + message]
        notes*.names().flatten() == names

        where:
        text                                 | names | message
        'X="$(date +%Y)"'                    | ['X'] | "X: '\$(date +%Y)' would have to be run"
        'X=`id -u`'                          | ['X'] | "X: '`id -u`' would have to be run"
        'X=$((1 + 2))'                       | ['X'] | "X: '\$((1 + 2))' is arithmetic"
        'X="$1"'                             | ['X'] | 'X: $1 is only known when it runs'
        'X="${!Y}"'                          | ['X'] | "X: '\${!Y}' is not understood"
        'X="${NONE}/a"'                      | ['X'] | 'X: NONE has no value here'
        'X=(a "$(ls)")'                      | ['X'] | "X: '\$(ls)' would have to be run"
        'rm -rf /'                           | []    | "'rm -rf /' is only known when it runs"
        'source ./other.conf'                | []    | "'source ./other.conf' is only known when it runs"
        '[[ -n "$Y" ]] && X=1'               | ['X'] | '\'[[ -n "$Y" ]] && X=1\' is only known when it runs'
        'if true; then\n  X=1\nfi'           | ['X'] | "'if true ; then ; X=1 ; fi' is only known when it runs"
        'for i in a b; do X+=$i; done'       | ['X'] | "'for i in a b ; do X+=\$i ; done' is only known when it runs"
        'X=1 command'                        | ['X'] | "'X=1 command' is only known when it runs"
        'echo a > /etc/passwd'               | []    | "'echo a > /etc/passwd' is only known when it runs"
        'X[2]=b'                             | ['X'] | 'X[2]= sets one element, which is not followed'
    }

    def "what is made of something unknown is unknown too"() {
        given:
        def scope = new ShellScope()

        when:
        def notes = ShellFile.evaluate('DAY="$(date)"\nTAG="v-${DAY}"\nX=1\n', 'kubler.conf', scope)

        then:
        notes*.message() == ["DAY: '\$(date)' would have to be run", 'TAG: DAY of kubler.conf:1 is not known']
        scope.assigned().collectEntries { [it.key, it.value.known()] } == [DAY: false, TAG: false, X: true]
    }

    def "a broken file ends where it ends: #text"() {
        expect:
        ShellFile.evaluate(text, 'broken.conf', new ShellScope()).every { it.at().line() == 1 }

        where:
        text << ['X="open', "X='open", 'X=(a', 'X=${A', 'X=$(a', 'X=`a', 'f() {', 'if a', 'case x in', 'X=\\', 'cat <<EOF', '"', '$', '${}', 'X=${', 'X=$', ')', '}', 'fi', ';;', 'X=("', '&&', '|| X=1']
    }
}
