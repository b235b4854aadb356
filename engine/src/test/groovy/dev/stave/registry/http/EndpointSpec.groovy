package dev.stave.registry.http

import dev.stave.http.Call
import dev.stave.model.EngineException
import dev.stave.model.HostSpec
import spock.lang.Specification

class EndpointSpec extends Specification {
    def "#host is reached at #origin"() {
        expect:
        Endpoint.of(new HostSpec(host, insecure, ca, null, null, null, 0, 0, null)).origin().toString() == origin

        where:
        host                | insecure | ca    || origin
        'docker.io'         | false    | null  || 'https://registry-1.docker.io'
        'registry.lan:5000' | false    | null  || 'https://registry.lan:5000'
        'registry.lan:5000' | true     | null  || 'http://registry.lan:5000'
        'localhost:5000'    | false    | null  || 'http://localhost:5000'
        '127.0.0.1:5000'    | false    | null  || 'http://127.0.0.1:5000'
        '[::1]:5000'        | false    | null  || 'http://[::1]:5000'
        '127.0.0.1:5000'    | false    | 'ca'  || 'https://127.0.0.1:5000'
    }

    def "a host that is none is refused"() {
        when:
        Endpoint.of(HostSpec.plain('registry.lan/path'))

        then:
        def e = thrown(EngineException)
        e.message == "'registry.lan/path' is not a registry host"
    }

    def "#registry may send us to #target: #answer"() {
        expect:
        Endpoint.of(new HostSpec(registry, insecure, null, null, null, null, 0, 0, null)).objection(URI.create(target)).orElse('yes') == answer

        where:
        registry         | insecure | target                        || answer
        '10.1.1.1:5000'  | false    | 'https://10.1.1.1:5000/a'     || 'yes'
        '10.1.1.1:5000'  | false    | 'https://10.2.2.2/a'          || 'yes'
        '10.1.1.1:5000'  | false    | 'http://10.2.2.2/a'           || 'that leads from https to plain http'
        '10.1.1.1:5000'  | true     | 'http://10.2.2.2/a'           || 'yes'
        '10.1.1.1:5000'  | true     | 'http://127.0.0.1:8080/a'     || 'that is an address of this machine or its link, and the registry is elsewhere'
        '10.1.1.1:5000'  | false    | 'https://169.254.169.254/a'   || 'that is an address of this machine or its link, and the registry is elsewhere'
        '10.1.1.1:5000'  | false    | 'https://[fe80::1]/a'         || 'that is an address of this machine or its link, and the registry is elsewhere'
        '10.1.1.1:5000'  | false    | 'https://0.0.0.0/a'           || 'that is an address of this machine or its link, and the registry is elsewhere'
        '10.1.1.1:5000'  | false    | 'https://localhost/a'         || 'that is an address of this machine or its link, and the registry is elsewhere'
        '127.0.0.1:5000' | false    | 'http://127.0.0.1:9000/a'     || 'yes'
        '10.1.1.1:5000'  | false    | 'file:///etc/passwd'          || 'that is no http address'
    }

    def "a chain of redirects that goes down to http is refused, whoever began it"() {
        given:
        def endpoint = Endpoint.of(new HostSpec('10.1.1.1:5000', true, null, null, null, null, 0, 0, null))
        def call = Call.of('GET', URI.create('https://10.2.2.2/a'), 'read it', [])

        when:
        Redirecting.resolve(endpoint, call, 'http://10.2.2.2/b')

        then:
        def e = thrown(EngineException)
        e.message == '10.1.1.1:5000 could not read it: it sent us to http://10.2.2.2, and that leads from https to plain http'
        e.hint() == 'the registry does not know that it is behind https: set its external URL, or X-Forwarded-Proto in its proxy'
    }
}
