package dev.stave.registry.http

import dev.stave.http.Deadlines
import static dev.stave.fixture.FaultyRegistry.cutAfter
import static dev.stave.fixture.FaultyRegistry.reply

import dev.stave.fixture.FaultyRegistry
import dev.stave.fixture.SampleImage
import dev.stave.model.Digest
import dev.stave.model.HostSpec
import dev.stave.oci.Descriptor
import dev.stave.oci.MediaTypes
import dev.stave.registry.Credentials
import dev.stave.registry.Login
import dev.stave.registry.Registry
import dev.stave.registry.RegistryException
import java.nio.file.Path
import java.time.Duration
import spock.lang.AutoCleanup
import spock.lang.Specification

/** The client against registries that misbehave. */
class HttpRegistrySpec extends Specification {
    static final SampleImage IMAGE = SampleImage.of(['one'])
    static final String DIGEST = IMAGE.root.digest()
    static final byte[] BYTES = 'the bytes of a layer'.bytes
    static final Descriptor BLOB = new Descriptor(MediaTypes.OCI_LAYER, Digest.of(BYTES), BYTES.length)
    static final Map OCI = ['Content-Type': MediaTypes.OCI_MANIFEST]

    @AutoCleanup FaultyRegistry server = new FaultyRegistry()
    FaultyRegistry.Clock clock = new FaultyRegistry.Clock()

    Registry registry(Credentials credentials = Credentials.NONE, HostSpec host = HostSpec.plain(server.host)) {
        new HttpRegistry(host, HttpSettings.plain(Path.of('.')).with(clock).with(credentials)
            .with(new Deadlines(Duration.ofSeconds(5), Duration.ofMillis(400), Duration.ofMillis(200), Duration.ofSeconds(20))))
    }

    static Credentials login(String user = 'ann', String secret = 'sesame', boolean token = false) {
        return { host, repository -> Optional.of(new Login(user, secret, token, 'auth.json')) } as Credentials
    }

    def "a registry that is busy is asked again when it said so"() {
        given:
        server.on('GET /v2/a/manifests/1', reply('Retry-After': '7', 429), reply(OCI, 200, IMAGE.root.bytes()))

        expect:
        registry().manifest('a', '1').get() == IMAGE.root
        clock.slept.sum() == Duration.ofSeconds(7)
    }

    def "a passing failure is tried again, with growing pauses"() {
        given:
        server.on('HEAD /v2/a/manifests/1', reply(500), reply(502), reply(OCI + ['Docker-Content-Digest': DIGEST, 'Content-Length': '400'], 200))

        expect:
        registry().head('a', '1').get().digest().toString() == DIGEST
        clock.slept == [Duration.ofMillis(500), Duration.ofSeconds(1)]
    }

    def "a failure that stays is told after five tries"() {
        given:
        server.on('GET /v2/a/manifests/1', reply(503, 'upstream is away'))

        when:
        registry().manifest('a', '1')

        then:
        def e = thrown(RegistryException)
        e.message == "$server.host failed to read a:1: status 503: upstream is away"
        e.temporary
        server.asked.size() == 5
    }

    def "nobody there is told, with what to look at"() {
        given:
        def host = server.host
        server.close()

        when:
        registry().head('a', '1')

        then:
        def e = thrown(RegistryException)
        e.message == "$host could not look up a:1: connection refused"
        e.hint() == 'is the registry running there, and is the port right?'
        clock.slept.size() == 4
    }

    def "an unknown host is told at once"() {
        when:
        registry(Credentials.NONE, HostSpec.plain('no-such-host.invalid')).head('a', '1')

        then:
        def e = thrown(RegistryException)
        e.message == 'no-such-host.invalid could not look up a:1: unknown host'
        e.hint() == 'check its spelling, the name servers and HTTPS_PROXY'
        clock.slept == []
    }

    def "a manifest is refused where #what"() {
        given:
        server.on("GET /v2/a/manifests/$reference".toString(), reply(headers, 200, body))

        when:
        registry().manifest('a', reference as String)

        then:
        def e = thrown(RegistryException)
        e.message == "$server.host could not read a${reference == '1' ? ':1' : '@sha256:' + DIGEST[7..18] + '…'}: $why"
        !e.temporary

        where:
        what                          | reference | headers                                              | body                             || why
        'its digest was another'      | DIGEST    | OCI                                                  | '{"schemaVersion":2,"layers":[]}' || "it promised sha256:${DIGEST[7..18]}… and sent sha256:${Digest.of('{"schemaVersion":2,"layers":[]}'.bytes).abbreviated()}…"
        'the header names another'    | '1'       | OCI + ['Docker-Content-Digest': BLOB.digest().toString()] | IMAGE.root.bytes()          || "it promised sha256:${BLOB.digest().abbreviated()}… and sent sha256:${DIGEST[7..18]}…"
        'it is too large'             | '1'       | OCI                                                  | new byte[(4 << 20) + 1]          || 'a manifest may have 4 MiB, and this one has more'
        'it is no JSON'               | '1'       | OCI                                                  | '<html>'                         || 'what it sent is not JSON'
        'it is of schema 1'           | '1'       | ['Content-Type': 'application/vnd.docker.distribution.manifest.v1+prettyjws'] | '{"schemaVersion":1}' || "the image is of Docker's schema 1, which is older than 2017"
        'it calls itself otherwise'   | '1'       | ['Content-Type': MediaTypes.OCI_INDEX]               | IMAGE.root.bytes()               || "it calls it $MediaTypes.OCI_INDEX and the manifest itself says $MediaTypes.OCI_MANIFEST"
    }

    def "a registry that names no digest on HEAD is asked for the manifest"() {
        given:
        server.on('HEAD /v2/a/manifests/1', reply(OCI, 200)).on('GET /v2/a/manifests/1', reply(['Content-Type': 'text/plain'], 200, IMAGE.root.bytes()))

        expect:
        registry().head('a', '1').get() == IMAGE.root.descriptor()
    }

    def "a broken body is continued from where it broke"() {
        given:
        server.on("GET /v2/a/blobs/${BLOB.digest()}".toString(), cutAfter(8, BYTES), reply(['Content-Range': 'bytes 8-19/20'], 206, Arrays.copyOfRange(BYTES, 8, 20)))

        expect:
        registry().blob('a', BLOB, 0).bytes == BYTES
        server.requests[1].headers.getFirst('Range') == 'bytes=8-'
    }

    def "a body is continued where the registry knows no ranges, too"() {
        given:
        server.on("GET /v2/a/blobs/${BLOB.digest()}".toString(), cutAfter(8, BYTES), reply(200, BYTES))

        expect:
        registry().blob('a', BLOB, 0).bytes == BYTES
    }

    def "a body that stalls is cut off, and tried again"() {
        given:
        server.on("GET /v2/a/blobs/${BLOB.digest()}".toString(), server.stall(3, BYTES), reply(200, BYTES))

        expect:
        registry().blob('a', BLOB, 0).bytes == BYTES
    }

    def "a body that always stalls ends in words"() {
        given:
        server.on("GET /v2/a/blobs/${BLOB.digest()}".toString(), server.stall(0, BYTES))

        when:
        registry().blob('a', BLOB, 0).bytes

        then:
        def e = thrown(RegistryException)
        e.message == "$server.host could not read blob sha256:${BLOB.digest().abbreviated()}… of a: no byte came for 200 ms"
        server.asked.size() == 5
    }

    def "a blob with other bytes fails at its end: #what"() {
        given:
        server.on("GET /v2/a/blobs/${BLOB.digest()}".toString(), reply(200, body))

        when:
        registry().blob('a', BLOB, 0).bytes

        then:
        def e = thrown(RegistryException)
        e.message == "$server.host could not read blob sha256:${BLOB.digest().abbreviated()}… of a: $why"

        where:
        what       | body                          || why
        'changed'  | 'the bytes of a Layer'.bytes  || "it sent other bytes, with the digest sha256:${Digest.of('the bytes of a Layer'.bytes).abbreviated()}…"
        'longer'   | 'the bytes of a layers'.bytes || 'it sent more than the 20 bytes that the blob has'
    }

    def "a redirect to another host is followed without credentials"() {
        given:
        def other = new FaultyRegistry().on('GET /data', reply(200, BYTES))
        server.on("GET /v2/a/blobs/${BLOB.digest()}".toString(), reply('WWW-Authenticate': 'Basic realm="r"', 401), reply('Location': "http://$other.host/data?signed=yes", 307))

        when:
        def bytes = registry(login()).blob('a', BLOB, 0).bytes

        then:
        bytes == BYTES
        server.requests[1].headers.getFirst('Authorization') == 'Basic ' + 'ann:sesame'.bytes.encodeBase64()
        other.requests*.headers*.getFirst('Authorization') == [null]
        other.asked == ['GET /data?signed=yes']

        cleanup:
        other.close()
    }

    def "redirects in a circle end"() {
        given:
        server.on('GET /v2/a/manifests/1', reply('Location': '/v2/a/manifests/1', 302))

        when:
        registry().manifest('a', '1')

        then:
        def e = thrown(RegistryException)
        e.message == "$server.host could not read a:1: it redirected more than 5 times"
        server.asked.size() == 6
    }

    def "a token is fetched by whatever order of parameters, once for a scope"() {
        given:
        server.on('GET /v2/a/manifests/1', reply('WWW-Authenticate': challenge.replace('HOST', server.host), 401), reply(OCI, 200, IMAGE.root.bytes()))
            .on('GET /token', reply(200, answer))
        def registry = registry(login())

        when:
        registry.manifest('a', '1')
        registry.manifest('a', '1')

        then:
        server.asked == ['GET /v2/a/manifests/1', 'GET /token?service=reg.lan&scope=repository%3Aa%3Apull', 'GET /v2/a/manifests/1', 'GET /v2/a/manifests/1']
        server.requests[1].headers.getFirst('Authorization') == 'Basic ' + 'ann:sesame'.bytes.encodeBase64()
        server.requests[2].headers.getFirst('Authorization') == 'Bearer t0k'
        server.requests[3].headers.getFirst('Authorization') == 'Bearer t0k'

        where:
        challenge                                                                              | answer
        'Bearer realm="http://HOST/token",service="reg.lan",scope="repository:a:pull"'         | '{"token":"t0k"}'
        'bearer scope="repository:a:pull", service="reg.lan" , Realm="http://HOST/token"'      | '{"access_token":"t0k","expires_in":300}'
        'Basic realm="x, y", Bearer service=reg.lan,realm="http://HOST/token"'                 | '{"token":"t0k","access_token":"t0k"}'
    }

    def "a token that has ended is fetched anew"() {
        given:
        server.on('GET /v2/a/manifests/1', reply('WWW-Authenticate': "Bearer realm=\"http://$server.host/token\"", 401), reply(OCI, 200, IMAGE.root.bytes()))
            .on('GET /token', reply(200, '{"token":"t0k","expires_in":300}'))
        def registry = registry()

        when:
        registry.manifest('a', '1')
        clock.now += Duration.ofSeconds(295)
        registry.manifest('a', '1')

        then:
        server.asked.count { it.startsWith('GET /token') } == 2
    }

    def "an identity token is changed into an access token"() {
        given:
        server.on('GET /v2/a/manifests/1', reply('WWW-Authenticate': "Bearer realm=\"http://$server.host/token\",service=\"s\"", 401), reply(OCI, 200, IMAGE.root.bytes()))
            .on('POST /token', reply(200, '{"access_token":"t0k"}'))

        expect:
        registry(login('', 'refresh me', true)).manifest('a', '1').present
        new String(server.requests[1].body as byte[]) == 'service=s&scope=repository%3Aa%3Apull&grant_type=refresh_token&client_id=stave&refresh_token=refresh+me'
    }

    def "a wrong password at the token server is told with where it was found"() {
        given:
        server.on('GET /v2/a/manifests/1', reply('WWW-Authenticate': "Bearer realm=\"http://$server.host/token\"", 401))
            .on('GET /token', reply(401, '{"details":"incorrect username or password"}'))

        when:
        registry(login()).manifest('a', '1')

        then:
        def e = thrown(RegistryException)
        e.message == "$server.host refused to read a:1: no token from 127.0.0.1: status 401: incorrect username or password"
        e.hint() == 'check username and password in auth.json, and what that account may do'
        !e.message.contains('sesame')
    }

    def "tags are collected over pages"() {
        given:
        server.on('GET /v2/a/tags/list?n=1000', reply('Link': '</v2/a/tags/list?n=1000&last=b>; rel="next"', 200, '{"name":"a","tags":["a","b"]}'))
            .on('GET /v2/a/tags/list?n=1000&last=b', reply(200, '{"name":"a","tags":["c"]}'))

        expect:
        registry().tags('a') == ['a', 'b', 'c']
    }

    def "a quota that runs out slows everybody down"() {
        given:
        server.on('HEAD /v2/a/manifests/1', reply('RateLimit-Limit': '100;w=60', 'RateLimit-Remaining': '4;w=60', 'RateLimit-Reset': '50', 404))
        def registry = registry()

        when:
        3.times { registry.head('a', '1') }

        then:
        clock.slept == [Duration.ofSeconds(10)]
    }

    def "a host is asked no more often than the stack says"() {
        given:
        def registry = registry(Credentials.NONE, new HostSpec(server.host, false, null, null, null, null, 4, 0, null))

        when:
        4.times { registry.head('a', '1') }

        then:
        clock.slept == [Duration.ofMillis(250)] * 3
    }

    def "what cannot be a repository is not asked for"() {
        when:
        registry().head('../x', '1')

        then:
        def e = thrown(RegistryException)
        e.message == "'../x' is not the path of a repository"
        server.asked == []
    }
}
