package dev.stave.oci.layer

import java.time.Instant
import spock.lang.Specification

class LayerOptionsSpec extends Specification {
    static final Instant CREATED = Instant.ofEpochSecond(1000)

    def "a file of #time gets #written where times are #how"() {
        expect:
        options.seconds(time) == written

        where:
        how        | options                            | time || written
        'fixed'    | LayerOptions.at(CREATED)            | 900  || 1000
        'fixed'    | LayerOptions.at(CREATED)            | 1100 || 1000
        'clamped'  | LayerOptions.at(CREATED).clamping() | 900  || 900
        'clamped'  | LayerOptions.at(CREATED).clamping() | 1100 || 1000
        'kept'     | LayerOptions.keepingTimes()         | 900  || 900
        'kept'     | LayerOptions.keepingTimes()         | 1100 || 1100
    }
}
