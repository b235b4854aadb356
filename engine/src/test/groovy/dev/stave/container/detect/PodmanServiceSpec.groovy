package dev.stave.container.detect

import java.util.concurrent.TimeUnit
import spock.lang.Specification

class PodmanServiceSpec extends Specification {
    def "the service ends when a killed Stave can no longer end it: its stdin closes"() {
        given:
        def service = new ProcessBuilder(PodmanService.whileStdinIsOpen('/bin/sh', '-c', 'echo "$$"; exec sleep 3600').argv()).start()

        when:
        def pid = service.inputReader().readLine()

        then: 'it is the very process that was started, so that a signal reaches it'
        pid == service.pid() as String
        service.alive

        when:
        service.outputStream.close()

        then:
        service.waitFor(30, TimeUnit.SECONDS)

        cleanup:
        service?.destroyForcibly()
    }

    def "a service that ends at once is not waited for"() {
        when:
        def service = new ProcessBuilder(PodmanService.whileStdinIsOpen('/bin/sh', '-c', 'echo no socket >&2; exit 3').argv()).start()

        then:
        service.waitFor() == 3
        service.errorReader().text == 'no socket\n'

        cleanup:
        service?.destroyForcibly()
    }
}
