package dev.stave.build.dockerfile

import dev.stave.model.ImageName
import dev.stave.model.Platform
import spock.lang.Specification

class DockerfileReaderSpec extends Specification {
    static final StackNames NAMES = new StackNames('registry.lan:5000/team', new TreeMap([
        (ImageName.parse('web/busybox')): Optional.of('1.36'),
        (ImageName.parse('web/nginx'))  : Optional.empty(),
        (ImageName.parse('auth/nginx')) : Optional.empty(),
        (ImageName.parse('tools'))      : Optional.empty(),
    ]))

    def "FROM #written names #outside"() {
        expect:
        read("FROM $written\n").outside() == outside
        read("FROM $written\n").complaints() == []

        where:
        written                                               | outside
        'alpine:3.19'                                         | ['alpine:3.19']
        '"alpine:3.19"'                                       | ['alpine:3.19']
        'ghcr.io/a/b:1 AS x'                                  | ['ghcr.io/a/b:1']
        '--platform=$BUILDPLATFORM golang:1.22 as build'      | ['golang:1.22']
        "alpine@sha256:${'a' * 64}"                           | ["alpine@sha256:${'a' * 64}"]
        "alpine:latest@sha256:${'a' * 64}"                    | ["alpine:latest@sha256:${'a' * 64}"]
        'scratch'                                             | []
        'web/busybox'                                         | []
        'busybox'                                             | []
        'tools AS t'                                          | []
        'registry.lan:5000/team/web/busybox:1.36'             | []
        'registry.lan:5000/team/web/busybox'                  | []
        'registry.lan:5000/team/web/busybox:1.35'             | ['registry.lan:5000/team/web/busybox:1.35']
        'registry.lan:5000/team/web/nginx:1.27'               | ['registry.lan:5000/team/web/nginx:1.27']
        'busybox:1.36'                                        | ['busybox:1.36']
    }

    def "variables before the first FROM: #written"() {
        expect:
        read("$written\n", [GIVEN: 'g', V: '9']).outside() == outside

        where:
        written                                                           | outside
        'ARG X=3.19\nFROM alpine:$X'                                      | ['alpine:3.19']
        'ARG X=3.19\nFROM alpine:${X}'                                    | ['alpine:3.19']
        'ARG X="3.19"\nFROM "alpine:$X"'                                  | ['alpine:3.19']
        'ARG V=1\nFROM alpine:$V'                                         | ['alpine:9']
        'ARG GIVEN\nFROM alpine:$GIVEN'                                   | ['alpine:g']
        'FROM alpine:${GIVEN:-1}'                                         | ['alpine:1']
        'ARG X\nFROM alpine:${X:-1.${Y:-2}}'                              | ['alpine:1.2']
        'ARG X=\nFROM alpine:${X:-1}'                                     | ['alpine:1']
        'ARG X=\nFROM alpine:1${X-2}'                                     | ['alpine:1']
        'ARG X=y\nFROM alpine:1${X:+-$X}'                                 | ['alpine:1-y']
        'ARG A=al B=pine\nARG C=${A}${B}\nFROM $C:1'                      | ['alpine:1']
        'FROM base-$TARGETARCH:1'                                         | ['base-amd64:1']
        'FROM a:1\nARG X=2\nFROM b:${X:-3}'                               | ['a:1', 'b:3']
    }

    def "earlier stages, by name or number, are not images"() {
        when:
        def read = read('''
            FROM alpine:3.19 AS Build
            RUN true
            FROM build AS second
            COPY --from=0 /a /a
            COPY --chown=1:1 --from=BUILD /a /b
            RUN --mount=type=bind,from=build,target=/x --mount=type=cache,target=/c true
            FROM scratch
            COPY --from=second / /
            '''.stripIndent())

        then:
        read.outside() == ['alpine:3.19']
        read.complaints() == []
        read.stages()*.name() == ['build', 'second', '']
        read.hasStage('SECOND') && read.hasStage('2') && !read.hasStage('third')
    }

    def "images of COPY --from, RUN --mount, ONBUILD and the syntax line count too"() {
        when:
        def read = read('''\
            # syntax=docker/dockerfile:1.7
            # a comment ends the directives
            # syntax=docker/dockerfile:latest
            FROM busybox
            COPY --from=golang:1.22 /a /a
            RUN --mount=type=bind,target=/y,from=node:20 true
            ONBUILD COPY --from=redis:7 /a /a
            ADD --chown=1:1 x /y
            COPY x --from=ignored /y
            RUN echo FROM ignored
            '''.stripIndent())

        then:
        read.outside() == ['docker/dockerfile:1.7', 'golang:1.22', 'node:20', 'redis:7']
        read.ofStack(null) == [ImageName.parse('web/busybox')]
        read.complaints() == []
    }

    def "continuation lines, the escape directive, comments between and here-documents"() {
        expect:
        read(text).outside() == outside

        where:
        text                                                                        | outside
        'FROM \\\n  # a comment\n\n  alpine:1 \\  \n  AS x\n'                       | ['alpine:1']
        '# escape=`\nFROM `\n  alpine:1\nRUN dir c:\\\nFROM b:2\n'                  | ['alpine:1', 'b:2']
        'FROM a:1\nRUN <<EOF\nFROM b:2\nEOF\nFROM c:3\n'                            | ['a:1', 'c:3']
        'FROM a:1\nCOPY <<-"X" <<Y /d/\nFROM b:2\n\tX\nFROM b:3\nY\nFROM c:3\n'     | ['a:1', 'c:3']
        '\uFEFFFROM a:1\r\nFROM b:2\r\n'                                            | ['a:1', 'b:2']
        'from a:1 as x\nfrom x'                                                     | ['a:1']
    }

    def "BASE is the parent where there is one"() {
        given:
        def read = new DockerfileReader("ARG BASE=alpine:3.19\nFROM $written\n", NAMES, hasParent, [:], platform()).read()

        expect:
        read.ofStack(hasParent ? ImageName.parse('tools') : null) == (hasParent ? [ImageName.parse('tools')] : [])
        read.outside() == outside

        where:
        written            | hasParent | outside
        '$BASE'            | true      | []
        '${BASE}'          | true      | []
        '"${BASE:-x:1}"'   | true      | []
        '${BASE}'          | false     | ['alpine:3.19']
    }

    def "refused: #text"() {
        expect:
        read(text).complaints().collect { [it.line(), it.message()] } == [[line, message]]

        where:
        text                                     | line | message
        'FROM alpine'                            | 1    | "FROM names 'alpine' without a tag: write a version or a digest"
        'FROM alpine:latest AS x'                | 1    | "FROM names 'alpine:latest', which is another image tomorrow: write a version or a digest"
        '\n\nFROM nginx'                         | 3    | "FROM names 'nginx', which may be auth/nginx or web/nginx: write one of them"
        'FROM a:1\nCOPY --from=golang /a /a'     | 2    | "COPY --from names 'golang' without a tag: write a version or a digest"
        'FROM a:1\nRUN --mount=from=b,target=/b true' | 2 | "RUN --mount names 'b' without a tag: write a version or a digest"
        '# syntax=docker/dockerfile:latest\nFROM a:1' | 1 | "# syntax= names 'docker/dockerfile:latest', which is another image tomorrow: write a version or a digest"
        'ARG X\nFROM $X'                         | 2    | "FROM '\$X' cannot be told before the build: X has no value; give ARG X a default before the first FROM, or name it in args"
        'FROM $BASE'                             | 1    | "FROM '\$BASE' stands for the parent, and the image has none: say which one it is built on"
        'FROM Alpine:1'                          | 1    | "FROM names 'Alpine:1', which is no image reference: 'Alpine' holds capitals, a repository path must not"
        'FROM'                                   | 1    | 'FROM names no image'
        'RUN true'                               | 1    | 'it has no FROM'
    }

    def "the base of the stage that is built is found through earlier stages"() {
        given:
        def read = read('FROM tools AS a\nFROM a AS b\nFROM alpine:1 AS c\nFROM b\n')

        expect:
        read.base(target).map { it.match({ it.text() }, { it.name().toString() }, { 'BASE' }) }.orElse('') == base

        where:
        target | base
        null   | 'tools'
        'c'    | 'alpine:1'
        'B'    | 'tools'
        '2'    | 'alpine:1'
    }

    def "pins and engine names are put in place, and every line keeps its number"() {
        given:
        def text = '''\
            # syntax=docker/dockerfile:1.7
            ARG V=3.19
            FROM alpine:${V} AS a   # not a comment
            FROM \\
                ${BASE} AS b
            COPY --from=alpine:3.19 --chown=0:0 /a /a
            FROM busybox
            COPY --from=a@sha256:DIGEST /x /x
            '''.stripIndent().replace('DIGEST', 'c' * 64)
        def read = new DockerfileReader(text, NAMES, true, [:], platform()).read()
        def pins = ['docker/dockerfile:1.7': "sha256:${'a' * 64}".toString(), 'alpine:3.19': "sha256:${'b' * 64}".toString()]

        expect:
        read.complaints() == []
        new DockerfileRewriter(pins, [(ImageName.parse('web/busybox')): 'localhost/stave/web/busybox:1'], 'localhost/stave/tools:2').rewrite(read) == """\
            # syntax=docker.io/docker/dockerfile@sha256:${'a' * 64}
            ARG V=3.19
            FROM docker.io/library/alpine@sha256:${'b' * 64} AS a   # not a comment
            FROM \\
                localhost/stave/tools:2 AS b
            COPY --from=docker.io/library/alpine@sha256:${'b' * 64} --chown=0:0 /a /a
            FROM localhost/stave/web/busybox:1
            COPY --from=docker.io/library/a@sha256:${'c' * 64} /x /x
            """.stripIndent()
    }

    def "a reference across a continuation keeps the lines behind it where they are"() {
        given:
        def read = read('FROM alp\\\nine:1 AS a\nRUN true\n')

        expect:
        new DockerfileRewriter(['alpine:1': "sha256:${'b' * 64}".toString()], [:], '').rewrite(read) ==
            "FROM docker.io/library/alpine@sha256:${'b' * 64}\\\n AS a\nRUN true\n"
    }

    private static Dockerfile read(String text, Map<String, String> given = [:]) {
        new DockerfileReader(text, NAMES, false, given, platform()).read()
    }

    private static PlatformArguments platform() {
        new PlatformArguments(Platform.parse('linux/amd64'), Platform.parse('linux/amd64'))
    }
}
