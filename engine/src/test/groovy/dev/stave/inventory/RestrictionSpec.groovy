package dev.stave.inventory

import dev.stave.inventory.yaml.YamlReader
import dev.stave.model.StackException
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class RestrictionSpec extends Specification {
    static final POLICY = '''
        env: [CI_*]
        sources: [docker.io, "*.lan:5000", "*.lan"]
        destinations: [registry.lan:5000]
        '''.stripIndent()

    @TempDir
    Path folder

    def "what the policy allows is allowed"() {
        expect:
        told('''
            stack: s
            registry: registry.lan:5000
            builderRepository: registry.lan:5000/builders
            hosts: {mirror.lan:5000: {mirrorOf: docker.io, auth: {username: me, password: {secret: P}}}}
            software: {x: {version: "1", latest: {registryTags: docker.io/library/x}}}
            images:
              redis: {mirror: "docker.io/library/redis:${env.CI_TAG}"}
              local: {mirror: "oci:in:redis:7.4.1"}
              tool: {script: {file: inside/build.sh, in: redis}, version: "1"}
              site: {dockerfile: {file: inside/Dockerfile}, version: {fromCommand: [nginx -v, .+]}}
            ''', [CI_TAG: '7.4.1']) == []
    }

    def "what the policy does not allow is refused: #message"() {
        expect:
        told("stack: s\nrelease: '1'\n$text", [HOME: '/root', CI_X: '1']) == ["stack.yaml:3: $message" as String]

        where:
        text                                                                 || message
        'images: {x: {script: inside/build.sh}}'                             || "image 'x': script: it would run on this host, which policy.yaml does not allow; run it inside an image of the stack with in"
        'images: {x: {mirror: "quay.io/a/b:1"}}'                             || "image 'x': mirror: 'quay.io' is not a source that policy.yaml allows"
        'images: {x: {mirror: "oci:../in:b:1"}}'                             || "image 'x': mirror: '../in' leads out of the stack's folder, which the policy does not allow"
        'images: {x: {dockerfile: ../Dockerfile}}'                           || "image 'x': dockerfile: '../Dockerfile' leads out of the stack's folder, which the policy does not allow"
        'images: {x: {dockerfile: link/Dockerfile}}'                         || "image 'x': dockerfile: 'link/Dockerfile' leads out of the stack's folder, which the policy does not allow"
        'images: {x: {dockerfile: {file: inside/Dockerfile, context: links}}}' || "image 'x': dockerfile context: 'links' leads out of the stack's folder, which the policy does not allow"
        'images: {x: {dockerfile: links/Dockerfile}}'                        || "image 'x': dockerfile: a link in 'links' leads out of the stack's folder, which the policy does not allow"
        'images: {x: {script: {file: inside/build.sh, in: y, inputs: "links/**"}}, y: {mirror: "docker.io/library/debian:12.8"}}' || "image 'x': script inputs: 'links/**' leads out of the stack's folder, which the policy does not allow"
        'images: {x: {dockerfile: inside/Dockerfile, env: {A: "${env.HOME}"}}}' || "image 'x': \${env.HOME} is not a variable that the policy allows"
        'registry: ghcr.io/me'                                               || "stack: registry: 'ghcr.io' is not a destination that policy.yaml allows"
        'registry: oci:/srv/images'                                          || "stack: registry: '/srv/images' leads out of the stack's folder, which the policy does not allow"
        'builderRepository: ghcr.io/me/builders'                             || "stack: builderRepository: 'ghcr.io' is not a destination that policy.yaml allows"
        'certificates: /etc/ssl'                                             || "stack: certificates: '/etc/ssl' leads out of the stack's folder, which the policy does not allow"
        'hosts: {registry.lan:5000: {auth: inside/auth.json}}'               || "host 'registry.lan:5000': auth: the file may name a program to run on this host, which policy.yaml does not allow; write a username and a secret"
        'hosts: {quay.io: {insecure: true}}'                                 || "host 'quay.io': neither a source nor a destination that policy.yaml allows"
        'software: {x: {version: "1", latest: {githubRelease: a/b}}}'        || "software 'x': latest githubRelease: 'github.com' is not a source that policy.yaml allows"
        'scan: {database: ghcr.io/aquasecurity/trivy-db}'                    || "stack: scan database: 'ghcr.io' is not a source that policy.yaml allows"
        'builders: {b: {stage3: {flavour: amd64, mirrors: ["https://gentoo.org/x"]}}}'       || "builder 'b': stage3 mirrors: 'gentoo.org' is not a source that policy.yaml allows"
        'builders: {b: {stage3: {catalyst: inside/build.sh}}}'                               || "builder 'b': stage3 catalyst: it would run on this host, which policy.yaml does not allow"
        'builders: {b: {stage3: {flavour: amd64}, capabilities: SYS_PTRACE}}'                || "builder 'b': capabilities: 'SYS_PTRACE' is more than a build container has, which policy.yaml does not allow"
        'builders: {b: {stage3: {flavour: amd64}, mounts: "/etc:/mnt:ro"}}'                  || "builder 'b': mounts: '/etc' leads out of the stack's folder, which the policy does not allow"
        'builders: {b: {stage3: {flavour: amd64}, distcc: far.org/4}}'                       || "builder 'b': distcc: 'far.org' is not a source that policy.yaml allows"
        'builders: {b: {stage3: {flavour: amd64, mirror: "https://me:pw@gentoo.org/x"}}}'    || "builder 'b': stage3 mirror: 'gentoo.org' is not a source that policy.yaml allows"
    }

    def "a program is not read at all"() {
        given:
        Files.writeString(folder.resolve('stack.groovy'), 'throw new IllegalStateException()')

        when:
        new InventoryLoader([new YamlReader()]).load(folder.resolve('stack.groovy'), 'stack.groovy', options([:]))

        then:
        def e = thrown(StackException)
        e.message == 'stack.groovy: a .groovy stack is a program, which policy.yaml does not allow; write it as YAML'
    }

    def "a policy with a mistake is told so"() {
        when:
        policy('source: [docker.io]')

        then:
        def e = thrown(StackException)
        e.message == "policy.yaml:1: policy: unknown setting 'source', did you mean 'sources'?"
    }

    private List<String> told(String text, Map<String, String> environment) {
        Files.createDirectories(folder.resolve('inside'))
        Files.createDirectories(folder.resolve('links'))
        ['inside/build.sh', 'inside/Dockerfile', 'inside/auth.json', 'links/Dockerfile'].each { Files.writeString(folder.resolve(it), 'x') }
        Files.createSymbolicLink(folder.resolve('link'), Path.of('/'))
        Files.createSymbolicLink(folder.resolve('links/passwd'), Path.of('../../passwd'))
        Files.writeString(folder.resolve('stack.yaml'), text.stripIndent())
        try {
            new InventoryLoader([new YamlReader()]).load(folder.resolve('stack.yaml'), 'stack.yaml', options(environment))
            return []
        } catch (StackException e) {
            return e.message.readLines()
        }
    }

    private LoadOptions options(Map<String, String> environment) {
        new LoadOptions(new Surroundings(new TreeMap(environment), new TreeMap()), policy(POLICY))
    }

    private Restriction policy(String text) {
        def file = folder.resolve('policy.yaml')
        Files.writeString(file, text)
        Restriction.of(new YamlReader().read(file, 'policy.yaml', Surroundings.NONE), 'policy.yaml')
    }
}
