package dev.stave.http

import static dev.stave.fixture.FaultyRegistry.cutAfter
import static dev.stave.fixture.FaultyRegistry.reply

import dev.stave.fixture.FaultyRegistry
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

class WebClientSpec extends Specification {
    static final byte[] BYTES = ('0123456789' * 20_000).bytes

    @TempDir
    Path folder

    @AutoCleanup
    FaultyRegistry server = new FaultyRegistry()

    FaultyRegistry.Clock clock = new FaultyRegistry.Clock()

    private WebClient client(Map<String, String> proxy = [:]) {
        def deadlines = new Deadlines(Duration.ofSeconds(5), Duration.ofMillis(400), Duration.ofMillis(300), Duration.ofSeconds(20))
        new WebClient(new Trust([]), Proxies.from(proxy), deadlines, clock)
    }

    private URI uri(String path, String user = '') {
        URI.create("http://$user$server.host$path")
    }

    private static String failure(Closure work) {
        try {
            work.call()
            return 'none'
        } catch (WebException e) {
            return e.what() + ' | ' + e.hint()
        }
    }

    def "a file is read whole, and one that is not there is nothing"() {
        given:
        server.on('GET /a', reply(200, 'text')).on('GET /gone', reply(410))

        expect:
        new String(client().read(uri('/a'), 10).get()) == 'text'
        client().read(uri('/b'), 10).empty
        client().read(uri('/gone'), 10).empty
    }

    def "a file that is larger than such a file can be is refused"() {
        given:
        server.on('GET /a', reply(200, 'text'))

        expect:
        failure { client().read(uri('/a'), 3) } == "$server.host could not send /a: it has more than the 3 bytes that such a file has | "
    }

    def "what may be better a little later is tried again: #what"() {
        given:
        server.on('GET /a', first.call(server), reply(200, 'text'))

        expect:
        new String(client().read(uri('/a'), 10).get()) == 'text'
        server.asked == ['GET /a', 'GET /a']

        where:
        what                | first
        'a busy server'     | { reply(503) }
        'a limit'           | { reply(429) }
        'a broken gateway'  | { reply(502) }
        'a cut connection'  | { cutAfter(2, 'text'.bytes) }
        'silence'           | { it.stall(2, 'text'.bytes) }
    }

    def "a server that says how long to wait is heeded, within two minutes"() {
        given:
        server.on('GET /a', reply(429, 'Retry-After': asked), reply(200, 'text'))
        def before = clock.now

        expect:
        client().read(uri('/a'), 10).present
        Duration.between(before, clock.now).toSeconds() == waited

        where:
        asked    || waited
        '7'      || 7
        '99999'  || 120
    }

    def "what stays broken ends after four tries, in the words of the last"() {
        given:
        server.on('GET /a', reply(500))

        expect:
        failure { client().read(uri('/a'), 10) } == "$server.host could not send /a: status 500 | "
        server.asked.size() == 4
    }

    def "what will not change is not tried again"() {
        given:
        server.on('GET /a', reply(403))

        expect:
        failure { client().read(uri('/a'), 10) } == "$server.host could not send /a: status 403 | "
        server.asked.size() == 1
    }

    def "a server that is not there is told"() {
        given:
        def free = new ServerSocket(0).withCloseable { it.localPort }

        expect:
        failure { client().read(URI.create("http://127.0.0.1:$free/a"), 10) } == "127.0.0.1:$free could not send /a: connection refused | is it reachable from here?"
    }

    def "redirects are followed, the user goes to nobody else"() {
        given:
        def other = new FaultyRegistry().on('GET /there', reply(200, 'text'))
        server.on('GET /a', reply(302, Location: '/b')).on('GET /b', reply(307, Location: "http://$other.host/there"))

        expect:
        new String(client().read(uri('/a', 'me:word@'), 10).get()) == 'text'
        server.requests*.headers*.getFirst('Authorization') == ['Basic ' + 'me:word'.bytes.encodeBase64()] * 2
        other.requests*.headers*.getFirst('Authorization') == [null]

        cleanup:
        other.close()
    }

    def "a redirect to #target is not followed"() {
        given:
        server.on('GET /a', reply(302, Location: target))

        expect:
        failure { client().read(uri('/a'), 10) } == "$server.host could not send /a: $message | "

        where:
        target               || message
        'file:///etc/passwd' || 'it sent us to file://null, and that is no http address'
        '/a'                 || 'it redirected more than 5 times'
    }

    def "a message never shows the user of an address"() {
        given:
        server.on('GET /a', reply(403))

        expect:
        !failure { client().read(uri('/a', 'me:word@'), 10) }.contains('word')
    }

    def "requests go through the proxy"() {
        given:
        server.on('GET http://mirror.lan/a', reply(200, 'text'))

        expect:
        new String(client(http_proxy: "http://$server.host".toString()).read(URI.create('http://mirror.lan/a'), 10).get()) == 'text'
    }

    private static Closure part(int from, byte[] bytes) {
        reply('Content-Range': "bytes $from-${bytes.length - 1}/$bytes.length".toString(), 206, Arrays.copyOfRange(bytes, from, bytes.length))
    }

    def "a download goes on where it broke off"() {
        given:
        server.on('GET /a', cutAfter(100_000, BYTES), part(100_000, BYTES))

        expect:
        client().download(uri('/a'), folder.resolve('a'), -1)
        Files.readAllBytes(folder.resolve('a')) == BYTES
        server.requests*.headers*.getFirst('Range') == [null, 'bytes=100000-']
    }

    def "a download goes on with what an earlier run left, and begins anew where the server cannot"() {
        given:
        Files.write(folder.resolve('a'), Arrays.copyOf(BYTES, 50_000))
        server.on('GET /a', answer)

        expect:
        client().download(uri('/a'), folder.resolve('a'), BYTES.length)
        Files.readAllBytes(folder.resolve('a')) == BYTES
        server.requests*.headers*.getFirst('Range') == ['bytes=50000-']

        where:
        answer << [part(50_000, BYTES), reply(200, BYTES)]
    }

    def "a whole file is not asked for again, and one that is too long begins anew"() {
        given:
        server.on('GET /a', reply(200, BYTES))
        Files.write(folder.resolve('whole'), BYTES)
        Files.write(folder.resolve('long'), (BYTES.toList() + [1]) as byte[])

        expect:
        client().download(uri('/a'), folder.resolve('whole'), BYTES.length)
        server.asked == []
        client().download(uri('/a'), folder.resolve('long'), BYTES.length)
        Files.readAllBytes(folder.resolve('long')) == BYTES
    }

    def "a download that is not there is nothing, and one that #what is refused"() {
        expect:
        !client().download(uri('/gone'), folder.resolve('gone'), -1)

        when:
        server.on('GET /a', answer)
        Files.write(folder.resolve('a'), new byte[10])

        then:
        failure { client().download(uri('/a'), folder.resolve('a'), 1000) } == "$server.host could not send /a: $message | "

        where:
        what                      | answer                                                         || message
        'is larger than it may be' | reply(200, BYTES)                                             || 'it sent more than the 1000 bytes that the file has'
        'is another part'         | reply('Content-Range': 'bytes 0-9/1000', 206, new byte[10])    || 'it sent another part of the file than the one asked for'
    }

    def "a file that ends too early is not whole"() {
        given:
        server.on('GET /a', reply(200, 'short'), reply('Content-Range': 'bytes 5-9/10', 206, 'er...'))

        expect:
        client().download(uri('/a'), folder.resolve('a'), 10)
        Files.readString(folder.resolve('a')) == 'shorter...'
    }
}
