package dev.stave.cli

import spock.lang.Specification

class WordReaderSpec extends Specification {
    enum Form {
        TEXT,
        SVG
    }

    List<String> said = []

    Syntax syntax = Syntax.of('Do nothing.')
            .flag('--yes', 'agree', { said << 'yes' })
            .flag(['-q', '--quiet'], 'be quiet', { said << 'quiet' })
            .text(['-f', '--file'], 'FILE', 'a file', { said << "file $it".toString() })
            .number(['-j', '--jobs'], 'N', 'how many', { said << "jobs $it".toString() })
            .choice(Form).named('--as', 'FORM', 'a form', { said << "as $it".toString() })
            .path('--output', 'FILE', 'a path', { said << "output $it".toString() })
            .list('--exclude', 'IMAGE', 'not this', { said << "exclude $it".toString() })
            .paths('--forget', 'PATH', 'not that', { said << "forget $it".toString() })
            .pairs('--var', 'NAME=VALUE', 'a variable', { name, value -> said << "var $name is $value".toString() })
            .word('KIND', 'a word', { said << "kind $it".toString() })
            .words('IMAGE', 'more words', { said << "image $it".toString() })

    def "#words say the same however they are read"() {
        when:
        def isRead = WordReader.read(syntax, words)
        def quickly = said.toSorted()
        said.clear()
        def exit = picocli(words)

        then:
        isRead
        exit == 0
        quickly == said.toSorted()
        quickly == expected

        where:
        words                                        || expected
        ['a']                                        || ['kind a']
        ['a', 'b', 'c']                              || ['image b', 'image c', 'kind a']
        ['a', '--yes', 'b', '-q']                    || ['image b', 'kind a', 'quiet', 'yes']
        ['-f', 'x.yaml', 'a']                        || ['file x.yaml', 'kind a']
        ['--file=x=y', 'a']                          || ['file x=y', 'kind a']
        ['a', '-j', '12']                            || ['jobs 12', 'kind a']
        ['a', '--as', 'svg']                         || ['as SVG', 'kind a']
        ['a', '--as=TEXT', '--output', 'b/c']        || ['as TEXT', 'kind a', 'output b/c']
        ['a', '--exclude', 'b', '--exclude=c/*']     || ['exclude b', 'exclude c/*', 'kind a']
        ['a', '--forget', '/b', '--forget', 'c']     || ['forget /b', 'forget c', 'kind a']
        ['a', '--var', 'b=c=d', '--var=e=', '--yes'] || ['kind a', 'var b is c=d', 'var e is ', 'yes']
    }

    def "#words are left to picocli, and nothing is set"() {
        expect:
        !WordReader.read(syntax, words)
        said == []

        where:
        words << [
            [], ['--help'], ['a', '-h'], ['a', '--offlin'], ['a', '--yes=false'], ['a', '--yes', '--yes'], ['a', '-qfx'], ['a', '--file'],
            ['a', '--file='], ['a', '--file', '--yes'], ['a', '-f', 'b', '--file', 'c'], ['a', '--jobs', 'b'], ['a', '-j', '0x10'],
            ['a', '--as', 'png'], ['a', '--var', 'b'], ['a', '--var', '=b'], ['@words'], ['a', ''], ['a', '--', '--yes'], ['a', '-'],
        ]
    }

    def "more words than a command takes, or fewer, are left to picocli"() {
        given:
        def one = Syntax.of('Take one.').word('IMAGE', 'one', { said << it })
        def some = Syntax.of('Take some.').someWords('PATH', 'some', { said << it })

        expect:
        !WordReader.read(one, [])
        !WordReader.read(one, ['a', 'b'])
        !WordReader.read(Syntax.of('Take none.'), ['a'])
        !WordReader.read(some, [])
        said == []
        WordReader.read(some, ['a', 'b'])
        said == ['a', 'b']
    }

    def "every command is there by its name"() {
        given:
        def edge = new Edge(Environment.ofProcess(), System.out, System.err)

        expect:
        Commands.NAMES.every { Commands.find(it, edge) != null }
        Commands.find('aply', edge) == null
    }

    private int picocli(List<String> words) {
        def command = new Subcommand() {
            @Override
            Syntax syntax() {
                WordReaderSpec.this.syntax
            }

            @Override
            Integer call() {
                0
            }
        }
        PicocliLine.of('do', command).setCaseInsensitiveEnumValuesAllowed(true).execute(words as String[])
    }
}
