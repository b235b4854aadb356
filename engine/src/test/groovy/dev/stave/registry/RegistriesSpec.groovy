package dev.stave.registry

import dev.stave.model.HostSpec
import java.nio.file.Path
import spock.lang.Specification

class RegistriesSpec extends Specification {
    def "each host is opened once, with what the stack says of it, and its mirror is read instead of it"() {
        given:
        def opened = []
        def lan = new HostSpec('hub.lan:5000', true, null, null, null, null, 0, 0, 'docker.io')
        def registries = new Registries([HostSpec.plain('quay.io'), lan], { opened << it; Stub(Registry) }, { Stub(Registry) })

        expect:
        registries.source('docker.io').is(registries.target('hub.lan:5000'))
        !registries.target('docker.io').is(registries.source('docker.io'))
        registries.source('quay.io').is(registries.target('quay.io'))
        registries.sourceHost('docker.io') == 'hub.lan:5000'
        opened == [lan, HostSpec.plain('docker.io'), HostSpec.plain('quay.io')]
    }

    def "a folder is opened once, however it is written"() {
        given:
        def registries = new Registries([], { Stub(Registry) }, { Stub(Registry) })

        expect:
        registries.layout(Path.of('images')).is(registries.layout(Path.of('./x/../images')))
    }
}
