package dev.stave.container.api

import spock.lang.Specification

class BuildTraceSpec extends Specification {
    def lines = []
    def trace = new BuildTrace({ lines << it })

    def "a step is named once when it starts, its output comes as lines, its error last"() {
        when:
        trace.accept(message(1, field(1, 'sha256:a'), field(3, '[1/2] RUN make')))
        trace.accept(message(1, field(1, 'sha256:a'), field(3, '[1/2] RUN make'), field(5, 'time')))
        trace.accept(message(3, field(1, 'sha256:a'), field(4, 'one\ntw')))
        trace.accept(message(3, field(1, 'sha256:a'), field(4, 'o\r\nthree')))
        trace.accept(message(1, field(1, 'sha256:a'), field(3, '[1/2] RUN make'), field(5, 'time'), field(7, 'exit code: 3')))
        trace.end()

        then:
        lines == ['[1/2] RUN make', 'one', 'two', 'three', 'exit code: 3']
    }

    def "fields of other kinds are skipped, and what is cut off is no harm"() {
        when:
        trace.accept(Base64.encoder.encodeToString([0x08, 0x96, 0x01, 0x11, 1, 2, 3, 4, 5, 6, 7, 8, 0x1d, 1, 2, 3, 4] as byte[]))
        trace.accept(Base64.encoder.encodeToString([0x0a, 0x7f, 0x1a] as byte[]))
        trace.end()

        then:
        lines == []
    }

    private static String message(int number, byte[]... fields) {
        Base64.encoder.encodeToString(field(number, fields*.toList().flatten() as byte[]))
    }

    private static byte[] field(int number, String text) {
        field(number, text.bytes)
    }

    private static byte[] field(int number, byte[] value) {
        ([(number << 3) | 2, value.length] + value.toList()) as byte[]
    }
}
