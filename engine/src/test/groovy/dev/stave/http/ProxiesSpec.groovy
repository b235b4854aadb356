package dev.stave.http

import static dev.stave.fixture.FaultyRegistry.reply

import dev.stave.fixture.FaultyRegistry
import dev.stave.registry.http.HttpRegistry
import dev.stave.registry.http.HttpSettings
import dev.stave.model.HostSpec
import dev.stave.model.UsageException
import java.nio.file.Path
import spock.lang.Specification

class ProxiesSpec extends Specification {
    def "#target goes through #proxy with NO_PROXY '#none'"() {
        given:
        def proxies = Proxies.from([HTTP_PROXY: 'http://plain:1', https_proxy: 'secure:2', NO_PROXY: none])

        expect:
        proxies.proxyFor(URI.create(target))?.toString() == proxy

        where:
        target                   | none                     || proxy
        'https://quay.io/v2/'    | ''                       || 'http://secure:2'
        'http://quay.io/v2/'     | ''                       || 'http://plain:1'
        'http://127.0.0.1:5000'  | ''                       || null
        'http://localhost:5000'  | ''                       || null
        'https://quay.io'        | '*'                      || null
        'https://quay.io'        | 'other, quay.io'         || null
        'https://cdn.quay.io'    | 'quay.io'                || null
        'https://cdn.quay.io'    | '.quay.io'               || null
        'https://cdn.quay.io'    | '*.quay.io'              || null
        'https://notquay.io'     | 'quay.io'                || 'http://secure:2'
        'https://QUAY.io'        | 'quay.IO'                || null
        'https://quay.io:8443'   | 'quay.io:8443'           || null
        'https://quay.io'        | 'quay.io:8443'           || 'http://secure:2'
        'https://quay.io'        | 'quay.io:443'            || null
        'https://10.1.2.3'       | '10.0.0.0/8'             || null
        'https://11.1.2.3'       | '10.0.0.0/8'             || 'http://secure:2'
        'https://10.1.2.3'       | '10.1.2.3'               || null
        'https://[fd00::5]'      | 'fd00::/8'               || null
        'https://quay.io'        | '10.0.0.0/8 fd00::/8'    || 'http://secure:2'
    }

    def "the small variable wins, and an empty one is none"() {
        expect:
        Proxies.from([HTTP_PROXY: 'http://big:1', http_proxy: 'http://small:1']).http().host == 'small'
        Proxies.from([HTTPS_PROXY: ' ']).https() == null
        Proxies.from([:]) == Proxies.NONE
    }

    def "#value is refused"() {
        when:
        Proxies.from([HTTPS_PROXY: value])

        then:
        def e = thrown(UsageException)
        e.message == message

        where:
        value               || message
        'socks5://proxy:1'  || "HTTPS_PROXY names a proxy of the kind 'socks5'"
        'http://us er@x'    || 'HTTPS_PROXY does not hold the address of a proxy'
    }

    def "requests go through the proxy, with its user"() {
        given:
        def proxy = new FaultyRegistry().on('HEAD http://registry.lan:5000/v2/a/manifests/1', reply(404))
        def proxies = Proxies.from([http_proxy: "http://user:word@$proxy.host".toString()])
        // loopback is never proxied, but a proxy may be there
        def registry = new HttpRegistry(new HostSpec('registry.lan:5000', true, null, null, null, null, 0, 0, null),
            HttpSettings.plain(Path.of('.')).with(proxies))

        expect:
        registry.head('a', '1').empty
        proxy.asked == ['HEAD http://registry.lan:5000/v2/a/manifests/1']
        proxy.requests[0].headers.getFirst('Proxy-Authorization') == 'Basic ' + 'user:word'.bytes.encodeBase64()

        cleanup:
        proxy.close()
    }
}
