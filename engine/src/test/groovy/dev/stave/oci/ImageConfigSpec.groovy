package dev.stave.oci

import dev.stave.model.Digest
import dev.stave.model.ImageSettings
import dev.stave.model.Platform
import com.fasterxml.jackson.databind.ObjectMapper
import java.time.Duration
import java.time.Instant
import spock.lang.Specification

class ImageConfigSpec extends Specification {
    static final Instant THEN = Instant.parse('2026-11-15T10:20:30.987Z')

    def "an image of nothing has a configuration of one form"() {
        expect:
        text(ImageConfig.scratch(Platform.parse('linux/arm64/v8')).withLayer(Digest.of('x'.bytes), 'files', THEN).withCreated(THEN)) ==
            '{"architecture":"arm64","config":{},"created":"2026-11-15T10:20:30Z",' +
            '"history":[{"created":"2026-11-15T10:20:30Z","created_by":"files"}],"os":"linux",' +
            '"rootfs":{"diff_ids":["sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"],"type":"layers"},"variant":"v8"}'
    }

    def "settings are laid over the parent's: #what"() {
        given:
        def parent = ImageConfig.parse(('{"os":"linux","architecture":"amd64","config":' + before + '}').bytes)

        expect:
        text(parent.with(settings(said))) == '{"architecture":"amd64","config":' + after + ',"os":"linux"}'

        where:
        what                                     | before                                         | said                                  || after
        'nothing said keeps all'                 | '{"Cmd":["a"],"Entrypoint":["b"]}'             | [:]                                   || '{"Cmd":["a"],"Entrypoint":["b"]}'
        'an entrypoint drops the command'        | '{"Cmd":["a"],"Entrypoint":["b"]}'             | [entrypoint: ['c']]                   || '{"Entrypoint":["c"]}'
        'a command keeps the entrypoint'         | '{"Cmd":["a"],"Entrypoint":["b"]}'             | [command: ['c', 'd']]                 || '{"Cmd":["c","d"],"Entrypoint":["b"]}'
        'both'                                   | '{}'                                           | [entrypoint: ['c'], command: ['d']]   || '{"Cmd":["d"],"Entrypoint":["c"]}'
        'environment is merged by name'          | '{"Env":["PATH=/bin","A=1"]}'                  | [env: [Z: '', A: '2=3', B: 'x']]      || '{"Env":["PATH=/bin","A=2=3","B=x","Z="]}'
        'labels are merged'                      | '{"Labels":{"a":"1","b":"2"}}'                 | [labels: [b: '3', c: '4']]            || '{"Labels":{"a":"1","b":"3","c":"4"}}'
        'null in the parent counts as nothing'   | '{"Labels":null,"Volumes":null,"Env":null}'    | [labels: [c: '4'], volumes: ['/d'], env: [A: '1']] || '{"Env":["A=1"],"Labels":{"c":"4"},"Volumes":{"/d":{}}}'
        'ports are tcp unless they say'          | '{"ExposedPorts":{"1/tcp":{}}}'                | [ports: ['80', '53/udp']]             || '{"ExposedPorts":{"1/tcp":{},"53/udp":{},"80/tcp":{}}}'
        'the scalars'                            | '{"User":"x","WorkingDir":"/"}'                | [user: '65532:65532', workdir: '/w', stopSignal: 'SIGQUIT'] || '{"StopSignal":"SIGQUIT","User":"65532:65532","WorkingDir":"/w"}'
        'a health check replaces the other'      | '{"Healthcheck":{"Test":["NONE"]}}'            | [healthcheck: new ImageSettings.Healthcheck(['x'], Duration.ofSeconds(5), Duration.ZERO, Duration.ZERO, 3)] || '{"Healthcheck":{"Interval":5000000000,"Retries":3,"Test":["CMD","x"]}}'
        'what only Docker knows stays'           | '{"OnBuild":["RUN x"],"Shell":["/bin/ash"]}'   | [user: 'u']                           || '{"OnBuild":["RUN x"],"Shell":["/bin/ash"],"User":"u"}'
    }

    def "tells what it holds"() {
        given:
        def config = ImageConfig.parse('''{"os":"linux","architecture":"amd64","created":"2026-01-02T03:04:05.5+01:00","x":{"y":12345678901234567890123},
            "config":{"Env":["A=b=c"],"Labels":{"l":"m"},"Cmd":["c"],"Entrypoint":["e"],"User":"u","WorkingDir":"/w","StopSignal":"SIGHUP",
              "ExposedPorts":{"80/tcp":{},"8/udp":{}},"Volumes":{"/v":{}},"OnBuild":["RUN a"],"Healthcheck":{"Test":["CMD-SHELL","t"]}},
            "history":[{"created_by":"one"},{"created_by":"two","empty_layer":true}]}'''.bytes)

        expect:
        config.created().get() == Instant.parse('2026-01-02T02:04:05.500Z')
        config.env() == new TreeMap([A: 'b=c'])
        config.labels() == new TreeMap([l: 'm'])
        [config.command(), config.entrypoint(), config.onBuild()] == [['c'], ['e'], ['RUN a']]
        [config.user(), config.workdir(), config.stopSignal()] == ['u', '/w', 'SIGHUP']
        [config.ports(), config.volumes(), config.healthcheck(), config.history()] == [['8/udp', '80/tcp'], ['/v'], ['CMD-SHELL', 't'], ['one', 'two']]
        config.platform() == Platform.parse('linux/amd64')
        config.diffIds() == []
        text(config).contains('"x":{"y":12345678901234567890123}')
    }

    def "what an engine built loses its times, hosts and versions, and keeps what it has from its parent"() {
        given:
        def parent = ImageConfig.parse('{"os":"linux","architecture":"amd64","history":[{"created":"2020-01-01T00:00:00Z","created_by":"p"}]}'.bytes)
        def built = ImageConfig.parse('''{"os":"linux","architecture":"amd64","created":"2026-11-21T13:26:07.1Z","container":"c","container_config":{},"docker_version":"20.10",
            "config":{"Hostname":"h","Image":"sha256:1","Cmd":["x"],"Labels":{"io.buildah.version":"1.28.2","a":"b"}},
            "history":[{"created":"2020-01-01T00:00:00Z","created_by":"p"},{"created":"2026-11-21T13:26:07.1Z","created_by":"q"}]}'''.bytes)

        expect:
        new ObjectMapper().readValue(built.withoutBuildTraces(THEN, Optional.of(parent)).bytes(), Map) == [
            os: 'linux', architecture: 'amd64', created: '2026-11-15T10:20:30Z', config: [Cmd: ['x'], Labels: [a: 'b']],
            history: [[created: '2020-01-01T00:00:00Z', created_by: 'p'], [created: '2026-11-15T10:20:30Z', created_by: 'q']]]
    }

    def "refuses what is no configuration"() {
        when:
        ImageConfig.parse('{}'.bytes)

        then:
        def e = thrown(ImageException)
        e.message == 'config sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a names no operating system and architecture'
    }

    private static ImageSettings settings(Map said) {
        new ImageSettings(said.entrypoint, said.command, said.ports ?: [], new TreeMap(said.env ?: [:]), new TreeMap(said.labels ?: [:]),
            said.user, said.workdir, said.volumes ?: [], said.stopSignal, said.healthcheck)
    }

    private static String text(ImageConfig config) {
        new String(config.bytes())
    }
}
