package dev.stave.registry.http

import dev.stave.fixture.DockerRegistry
import dev.stave.fixture.RegistryContract
import dev.stave.fixture.SampleImage
import dev.stave.model.Digest
import dev.stave.model.HostSpec
import dev.stave.oci.BlobSource
import dev.stave.oci.Descriptor
import dev.stave.oci.MediaTypes
import dev.stave.oci.layout.LayoutStore
import dev.stave.registry.Login
import dev.stave.registry.Place
import dev.stave.registry.Progress
import dev.stave.registry.Registry
import dev.stave.registry.RegistryException
import dev.stave.registry.Transfer
import java.nio.file.Path
import java.util.concurrent.Executors
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Tag
import spock.lang.TempDir

/** The client against a real docker-registry. */
@Tag('real')
class DockerRegistrySpec extends RegistryContract {
    @Shared @TempDir Path place
    @Shared @AutoCleanup DockerRegistry plain
    @Shared @AutoCleanup DockerRegistry guarded
    @Shared @AutoCleanup DockerRegistry encrypted

    def setupSpec() {
        plain = DockerRegistry.start(place.resolve('plain'))
        guarded = DockerRegistry.withPassword(place.resolve('guarded'), 'ann', 'pässword')
        encrypted = DockerRegistry.withTls(place.resolve('tls'))
        encrypted.folder.resolve('authorities').toFile().mkdir()
        encrypted.folder.resolve('authorities/lan.crt').toFile().bytes = encrypted.ca.toFile().bytes
        assert new ProcessBuilder('openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=somebody else', '-keyout', 'other.key',
            '-out', 'other.pem').directory(encrypted.folder.toFile()).redirectErrorStream(true).start().with { it.inputStream.bytes; it.waitFor() } == 0
    }

    def cleanup() {
        place.resolve('plain/data').toFile().deleteDir()
    }

    @Override
    Registry registry() {
        new HttpRegistry(HostSpec.plain(plain.host), HttpSettings.plain(folder))
    }

    def "skopeo sees the digest and bytes that we pushed"() {
        given:
        having(t: image)

        when:
        def seen = new ProcessBuilder('skopeo', 'inspect', '--raw', '--tls-verify=false', "docker://$plain.host/web/nginx:t").start()

        then:
        Digest.of(seen.inputStream.bytes) == image.root.digest()

        where:
        image << [OCI, DOCKER, INDEX, LIST]
    }

    def "a blob of another repository is mounted, not uploaded"() {
        given:
        def registry = having(t: OCI)
        def blob = OCI.blobs.keySet().first()

        expect:
        registry.pushBlob('web/other', blob, { throw new IOException('not asked') }, ['web/nginx']) == 0
        registry.blob('web/other', blob, 0).text == 'one'
    }

    def "a blob that cannot be mounted is uploaded"() {
        given:
        def blob = OCI.blobs.keySet().first()

        expect:
        registry().pushBlob('web/other', blob, { new ByteArrayInputStream('one'.bytes) }, ['web/nobody', 'web/none']) == 3
        registry().blob('web/other', blob, 0).text == 'one'
    }

    def "a large blob goes up in one PATCH and comes back whole"() {
        given:
        def file = folder.resolve('large')
        new RandomAccessFile(file.toFile(), 'rw').with { it.length = 65L << 20; it.close() }
        def blob = new Descriptor(MediaTypes.OCI_LAYER, file.toFile().withInputStream { Digest.of(it) }, 65L << 20)

        expect:
        registry().pushBlob('web/large', blob, BlobSource.of(file), []) == 65L << 20
        registry().blob('web/large', blob, 0).withStream { Digest.of(it) } == blob.digest()
    }

    def "an image goes through the store to another registry with the same bytes"() {
        given:
        INDEX.pushTo(registry(), 'web/nginx', 't')
        def executor = Executors.newFixedThreadPool(4)
        def transfer = new Transfer(new LayoutStore(folder.resolve('store')), executor)
        def target = new HttpRegistry(host(encrypted.host, 'ca.pem'), HttpSettings.plain(encrypted.folder))

        when:
        def root = transfer.fetch(new Place(registry(), 'web/nginx'), 't', [], Progress.NONE)
        transfer.push(root, new Place(target, 'lan/nginx'), Progress.NONE)
        transfer.push(root, new Place(target, 'lan/copy'), Progress.NONE)

        then:
        target.tags('lan/nginx') == []
        target.manifest('lan/nginx', root.digest().toString()).get() == INDEX.root
        INDEX.blobs.every { blob, bytes -> target.blob('lan/copy', blob, 0).bytes == bytes }

        cleanup:
        executor.shutdownNow()
    }

    def "a password is asked for and taken"() {
        given:
        def registry = new HttpRegistry(HostSpec.plain(guarded.host),
            HttpSettings.plain(folder).with({ host, repository -> Optional.of(new Login('ann', 'pässword', false, 'auth.json')) } as dev.stave.registry.Credentials))

        when:
        OCI.pushTo(registry, 'web/nginx', 't')

        then:
        registry.manifest('web/nginx', 't').get() == OCI.root
    }

    def "#who is told what to check"() {
        given:
        def registry = new HttpRegistry(HostSpec.plain(guarded.host),
            HttpSettings.plain(folder).with({ host, repository -> Optional.ofNullable(login) } as dev.stave.registry.Credentials))

        when:
        registry.manifest('web/nginx', 't')

        then:
        def e = thrown(RegistryException)
        e.message == "$guarded.host refused to read web/nginx:t: unauthorized (401): authentication required"
        e.hint() == hint.replace('HOST', guarded.host)
        e.denied

        where:
        who                 | login                                          | hint
        'a wrong password'  | new Login('ann', 'guess', false, 'auth.json')  | 'check username and password in auth.json, and what that account may do'
        'an unknown client' | null                                           | "no credentials are known for it: log in with 'docker login HOST', or write host 'HOST', auth: 'FILE'"
    }

    def "a registry with a certificate of its own authority is trusted by its ca, a file or a folder"() {
        given:
        def registry = new HttpRegistry(host(encrypted.host, ca), HttpSettings.plain(encrypted.folder))

        when:
        DOCKER.pushTo(registry, 'web/nginx', 't')

        then:
        registry.manifest('web/nginx', 't').get() == DOCKER.root

        where:
        ca << ['ca.pem', 'authorities']
    }

    def "#what is told in words, with what to write"() {
        given:
        String name = "127.0.0.1:${at().host.split(':')[1]}"

        when:
        new HttpRegistry(host(name, ca), HttpSettings.plain(encrypted.folder)).head('web/nginx', 't')

        then:
        def e = thrown(RegistryException)
        e.message == "$name could not look up web/nginx:t: $why"
        e.hint() == hint.replace('HOST', name)
        !e.temporary

        where:
        what                             | at            | ca        | why | hint
        'a certificate of nobody'        | { encrypted } | 'other.pem' | 'its certificate is signed by an authority that is not trusted here' | "write host 'HOST', ca: 'FILE' with the certificate of its authority"
        'a plain registry'               | { plain }     | 'ca.pem'  | 'it does not speak TLS' | "is it a plain http registry? write host 'HOST', insecure: true"
    }

    def "https that is asked by http says so"() {
        when:
        new HttpRegistry(HostSpec.plain(encrypted.host), HttpSettings.plain(folder)).manifest('web/nginx', 't')

        then:
        def e = thrown(RegistryException)
        e.message == "$encrypted.host refused to read web/nginx:t: status 400: Client sent an HTTP request to an HTTPS server."
        e.hint() == "it speaks https: write host '$encrypted.host', ca: 'FILE'"
    }

    private static HostSpec host(String name, String ca) {
        new HostSpec(name, false, ca, null, null, null, 0, 0, null)
    }
}
