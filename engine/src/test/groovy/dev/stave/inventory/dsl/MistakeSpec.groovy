package dev.stave.inventory.dsl

import dev.stave.model.StackException
import dev.stave.model.UsageException
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path

class MistakeSpec extends Specification {
    @TempDir
    Path folder

    List<String> problems(String text) {
        new StackText(folder).problems(text)*.minus('stack.groovy:')
    }

    def "in a block, #text is told so"() {
        expect:
        problems("stack('s') {\n  image('i') { $text }\n}") == told.collect { "2: $it".toString() }

        where:
        text                                  | told
        "packagess 'x'"                       | ["image 'i': unknown setting 'packagess'"]
        "rootfs { packagess 'x'; packges 1 }" | ["image 'i': unknown setting 'packagess' in rootfs, did you mean 'packages'?",
                                                 "image 'i': unknown setting 'packges' in rootfs, did you mean 'packages'?"]
        "if (false) { entrypiont 'x' }"       | ["image 'i': unknown setting 'entrypiont', did you mean 'entrypoint'?"]
        "rotfs { whatever 'x' }"              | ["image 'i': unknown setting 'rotfs', did you mean 'rootfs'?"]
        "from 'a'; from 'b'"                  | ["image 'i': 'from' is set twice, first in line 2"]
        "env A: 1; env A: 2"                  | ["image 'i': 'A' is set twice, first in line 2"]
        "command 'a'; command 'b'"            | ["image 'i': 'command' is set twice, first in line 2"]
        "from { }"                            | ["image 'i': 'from' cannot hold a block"]
        "from new Date(0)"                    | ["image 'i': 'from' cannot hold a value of type Date"]
        "rootfs 'x'"                          | ["image 'i': 'rootfs' is written rootfs { packages 'ATOM' }"]
        "rootfs { useFlags 'x' }"             | ["image 'i': 'useFlags' is written useFlags 'ATOM', '+FLAG', '-FLAG'"]
        "test { }"                            | ["image 'i': 'test' is written test 'PROGRAM', 'ARGUMENT'"]
        "version fromLabel(1)"                | ["image 'i': 'fromLabel' is written fromLabel('LABEL')"]
        "section = 'x'"                       | ["image 'i': 'section =' sets a variable; write it without '='"]
        "script: 'x'"                         | ["image 'i': 'script:' sets nothing here; write it without the colon"]
        "env 'A', 'b'"                        | ["image 'i': 'env' alone reads a variable of yours and does nothing with it; write env NAME: 'VALUE'"]
        "from base"                           | ["image 'i': unknown name 'base'; a text needs quotes"]
        'script "$ROOT/x"'                    | ["image 'i': a double-quoted text names 'ROOT', which is not known here; use single quotes"]
        'script "${ROOT}/${OTHER}"'           | ["image 'i': a double-quoted text names 'OTHER', which is not known here; use single quotes",
                                                 "image 'i': a double-quoted text names 'ROOT', which is not known here; use single quotes"]
        "platforms ['linux/amd64']"           | ["image 'i': 'platforms […]' is an element of a list to Groovy; write platforms(['…']), or leave the brackets out"]
        "use 'x'"                             | ["image 'i': unknown setting 'use', did you mean 'user'?"]
        "with { }"                            | ["image 'i': unknown setting 'with'"]
        "files { kopy 'x', to: '/x' }"        | ["image 'i': unknown setting 'kopy' in files, did you mean 'copy'?"]
        "mirror('x') { tag newest: 1 }"       | ["image 'i': unknown setting 'tag' in mirror, did you mean 'tags'?"]
        "scan { failon 'low' }"               | ["image 'i': unknown setting 'failon' in scan, did you mean 'failOn'?"]
    }

    def "of a file, #text is told so"() {
        expect:
        problems(text) == told

        where:
        text                                                    | told
        ''                                                      | [" no stack is declared; a stack begins with stack('NAME') { … }"]
        "class A { }"                                           | [" no stack is declared; a stack begins with stack('NAME') { … }"]
        "class StackFile { }"                                   | [" no stack is declared; a stack begins with stack('NAME') { … }"]
        "package a\nstack('s') { }"                             | ["1: a stack is in no package; leave the line out"]
        "def main() { }"                                        | [" no stack is declared; a stack begins with stack('NAME') { … }"]
        "\uFEFFstack('s') { kopy 1 }"                           | ["1: stack: unknown setting 'kopy'"]
        "stack('s') { imgae('x') { } }"                         | ["1: stack: unknown setting 'imgae', did you mean 'image'?"]
        "stack('s') { image 'x' }"                              | ["1: stack: 'image' is written image('NAME') { … }"]
        "stack('s') { image 'x' { from 'y' } }"                 | ["1: stack: 'image' is written image('NAME') { … }"]
        "stack('s') { image { } }"                              | ["1: stack: 'image' is written image('NAME') { … }"]
        "stack('s') { host insecure: true }"                    | ["1: stack: 'host' is written host 'HOST', ca: 'FILE'"]
        "stack('s') { builder('b') { form 'x' } }"              | ["1: builder 'b': unknown setting 'form', did you mean 'from'?"]
        "stack('s') {\n image('x') { }\n image('x') { }\n}"     | ["3: image 'x': declared twice, first in line 2"]
        "stack('s') {\n builder('x') { }\n builder('x') { }\n}" | ["3: builder 'x': declared twice, first in line 2"]
        "stack('s') { }\nimage('x') { }"                        | ["2: stack: unknown setting 'image' in the file outside stack('NAME') { … }"]
        "stack('s') { }\nstack('t') { }"                        | ["2: stack: a file holds one stack, and 'stack' is written twice"]
        "def f() { kopy 1 }\nstack('s') { image('i') { f() } }" | ["1: image 'i': unknown setting 'kopy'"]
        "def f() { kopy 1 }\nstack('s') { }"                    | ["1: stack: unknown setting 'kopy', did you mean 'copy'?"]
    }

    def "what is not Groovy is one sentence: #text"() {
        expect:
        problems(text) == [told]

        where:
        text                                                            | told
        "stack('s') {\n  image('a') {\n    from 'x'\n}\n"               | "2: not valid Groovy: the '{' of this line is not closed"
        "stack('s') {\n  image('a') {\n    from 'x'\n  }\n"             | "1: not valid Groovy: the '{' of this line is not closed"
        "stack('s') {\n  image('a' {\n  }\n}\n"                         | "2: not valid Groovy: the '(' of this line is not closed"
        "stack('s') {\n}\n}\n"                                          | "3: not valid Groovy: '}' closes nothing"
        "stack('s') {\n  release '1\n}\n"                               | "2: not valid Groovy: a text begins with ' in this line and does not end"
        "stack('s') {\n  release '''1\n}\n"                             | "2: not valid Groovy: a text begins with ''' in this line and does not end"
        "stack('s') {\n  /* release '1'\n}\n"                           | "2: not valid Groovy: a comment begins in this line and does not end"
        "stack('s') {\n  image('a') {\n    ports 80,\n  }\n}\n"         | "4: not valid Groovy: unexpected '}'"
        "stack('s') {\n  release \"\$(date)\"\n}\n"                     | "2: not valid Groovy: '\$(' cannot stand in a double-quoted text; use single quotes"
        "import foo.Bar\nstack('s') { }"                                | "1: not valid Groovy: unable to resolve class foo.Bar"
    }

    def "what the stack's own code throws ends its block alone, in one sentence and without a trace"() {
        expect:
        problems('''stack('s') {
            image('a') { version 1.intdiv(0) }
            image('b') { null.size() }
            image('c') { 'abc'.nothing() }
            image('d') { 'abc'.nothing }
            image('e') {
                throw new IllegalStateException("first line\\nsecond line")
            }
            image('f') { assert 1 == 2 }
            image('g') { def again; again = { again() }; again() }
            image('h') { delegate.image('x') { } }
            image('i') { new File('/nowhere').text }
            image('j') { packagess 'x' }
        }''') == [
            '10: the stack failed: something in it calls itself without end',
            "11: the stack failed: an image has no method 'image' for these values",
            '12: the stack failed: /nowhere (No such file or directory)',
            "13: image 'j': unknown setting 'packagess'",
            '2: the stack failed: / by zero',
            '3: the stack failed: Cannot invoke method size() on null object',
            "4: the stack failed: a String has no method 'nothing' for these values",
            "5: the stack failed: a String has no property 'nothing'",
            '7: the stack failed: first line',
            '9: the stack failed: assert 1 == 2']
    }

    def "#annotation is refused before anything is compiled"() {
        expect:
        problems(text) == ["$line: the annotation '@$annotation' is refused: a stack must not run or fetch code while it is compiled".toString()]

        where:
        text                                                                                  | line | annotation
        "@Grab('a:b:1')\nimport x.Y\nstack('s') { }"                                          | 1    | 'Grab'
        "@GrabResolver('http://x')\ndef x = 1\nstack('s') { }"                                | 1    | 'GrabResolver'
        "stack('s') {\n  @groovy.transform.ASTTest(value = { println 1 })\n  def x = 1\n}"    | 2    | 'ASTTest'
        "import groovy.transform.ASTTest as Override\n@Override\ndef f() { }\nstack('s') { }" | 1    | 'Override'
        "@groovy.transform.CompileStatic\ndef f() { }\nstack('s') { }"                        | 1    | 'CompileStatic'
        "def f(@groovy.transform.ASTTest(value = { }) x) { }\nstack('s') { }"                 | 1    | 'ASTTest'
    }

    def "an annotation that does nothing at compile time is let through"() {
        expect:
        new StackText(folder).values("import groovy.transform.Field\n@Field String tag = '1'\nstack('s') { image('i') { version tag } }").images ==
            [i: [version: '1']]
    }

    def "a file that is missing is told"() {
        when:
        new GroovyReader(null, System.err).read(folder.resolve('none.groovy'), 'none.groovy', new StackText(folder).around())

        then:
        def e = thrown(UsageException)
        e.message == 'none.groovy: there is no such file'
    }

    def "a file that is no UTF-8 is told"() {
        given:
        def file = Files.write(folder.resolve('stack.groovy'), [0xff, 0xfe] as byte[])

        when:
        new GroovyReader(null, System.err).read(file, 'stack.groovy', new StackText(folder).around())

        then:
        def e = thrown(StackException)
        e.message == 'stack.groovy: the file is not UTF-8 text'
    }
}
