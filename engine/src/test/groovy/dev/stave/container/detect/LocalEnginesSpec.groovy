package dev.stave.container.detect

import dev.stave.container.EngineInfo.Ability
import dev.stave.fixture.Engines
import dev.stave.model.UsageException
import dev.stave.process.LocalProcessRunner
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.Executors
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

class LocalEnginesSpec extends Specification {
    @TempDir
    Path folder

    @AutoCleanup('shutdownNow')
    def threads = Executors.newCachedThreadPool()

    def "nothing found is a sentence for --engine #choice"() {
        expect:
        engines([PATH: folder.toString()], choice).having([] as Set).isEmpty()
        engines([PATH: folder.toString()], choice).complaint([] as Set) == complaint

        where:
        choice    | complaint
        'auto'    | 'none of Docker, Podman and buildah was found on this host'
        'docker'  | 'docker was not found on this host'
        'podman'  | 'podman was not found on this host'
        'buildah' | 'buildah was not found on this host'
    }

    def "an engine that is named but does not answer is told with its place"() {
        given:
        def found = engines([PATH: folder.toString(), DOCKER_HOST: "unix://$folder/gone.sock".toString()], 'auto')

        expect:
        found.having([] as Set).isEmpty()
        found.complaint([] as Set).startsWith("none of Docker, Podman and buildah was found on this host (no container engine answers at unix://$folder/gone.sock: ")
    }

    def "any other word is refused"() {
        when:
        engines([:], 'lxc')

        then:
        def e = thrown(UsageException)
        e.what() == "--engine 'lxc' is no engine that Stave knows"
        e.hint() == 'write docker, podman, buildah or auto'
    }

    def "of docker clients the first that has BuildKit is taken: #versions"() {
        given:
        def path = versions.withIndex().collect { version, i ->
            def bin = Files.createDirectories(folder.resolve("bin$i"))
            def docker = bin.resolve('docker')
            Files.writeString(docker, """#!/bin/sh
                case "\$1" in
                buildx) exit ${version.endsWith('+buildx') ? 0 : 1} ;;
                *) echo ${version - '+buildx'} ;;
                esac
                """.stripIndent())
            docker.toFile().setExecutable(true)
            bin.toString()
        }.join(':')
        def runner = new LocalProcessRunner(threads, [PATH: "$path:/usr/bin:/bin".toString()])
        def endpoint = dev.stave.container.api.Endpoint.socket(folder.resolve('docker.sock'))

        expect:
        new ClientPrograms(runner, [PATH: path]).docker(endpoint).map { it.program() }.orElse('') == (found < 0 ? '' : "$folder/bin$found/docker".toString())

        where:
        versions                        | found
        ['28.2.2', '20.10.24']          | 1
        ['28.2.2+buildx', '20.10.24']   | 0
        ['28.2.2', '17.03.1']           | -1
        ['garbage']                     | -1
        []                              | -1
    }

    @Tag('real')
    def "podman without a service is served on a socket of our own, which ends with us"() {
        given:
        def found = engines(System.getenv(), 'podman')

        when:
        def engine = found.having([Ability.ISOLATED_RUN, Ability.BUILD_SECRETS] as Set)

        then:
        engine.get().info().kind() == 'podman'
        def socket = Path.of(engine.get().info().endpoint() - 'unix://')
        Files.exists(socket)

        when:
        found.close()

        then:
        !Files.exists(socket.parent)
    }

    @Tag('real')
    def "auto prefers Docker, and goes on to one that can do what is wanted"() {
        given:
        def fixture = new Engines(folder.resolve('e'))
        def socket = fixture.endpoint('docker').address().toString()
        def bin = Files.createDirectories(folder.resolve('bin'))
        ['buildah', 'unshare', 'setsid', 'tar', 'sh', 'rm', 'runc', 'ip', 'true'].each { name ->
            def program = dev.stave.process.Program.find(name, System.getenv())
            program.ifPresent { Files.createSymbolicLink(bin.resolve(name), it) }
        }
        def found = engines([PATH: bin.toString(), DOCKER_HOST: socket, HOME: System.getenv('HOME')], 'auto')

        expect:
        found.having([] as Set).get().info().kind() == 'docker'
        found.having([Ability.BUILD_SECRETS] as Set).get().info().kind() == 'buildah'
        found.all()*.info()*.kind() == ['docker', 'buildah']

        when:
        def dockerAlone = engines([PATH: bin.toString(), DOCKER_HOST: socket], 'docker')

        then:
        dockerAlone.complaint([Ability.BUILD_SECRETS] as Set) ==~ /docker \S+ cannot build with secrets/

        cleanup:
        found?.close()
        dockerAlone?.close()
        fixture?.close()
    }

    private LocalEngines engines(Map<String, String> environment, String choice) {
        def short1 = Files.createDirectories(folder.resolve('s'))
        new LocalEngines(new EngineSurroundings(environment, folder.resolve('no.sock'), folder.resolve('no2.sock'), short1), choice,
            new LocalProcessRunner(threads, environment), threads)
    }
}
