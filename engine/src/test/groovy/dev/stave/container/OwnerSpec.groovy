package dev.stave.container

import spock.lang.Specification

class OwnerSpec extends Specification {
    def ours = Owner.current('2026-11-21T10:00:00Z')

    def "an owner is found again in labels and in an image's name"() {
        expect:
        Owner.ofLabels(one.labels()) == Optional.of(one)
        Owner.ofImage(one.imageName()) == Optional.of(one)
        one.imageName() ==~ /localhost\/stave-run\/image:[A-Za-z0-9_.-]{1,128}/

        where:
        one << [
            Owner.current('2026-11-21T10:00:00Z'),
            Owner.current('run').part('web/nginx-linux/amd64'),
            Owner.current('20261121T100000Z-a1b2c3').part('a-very-long-section/with-parts/and-a-very-long-name-linux/arm64/v8'),
            new Owner('run', 1, 2),
        ]
    }

    def "other labels and names are nobody's: #name"() {
        expect:
        Owner.ofImage(name).isEmpty()
        Owner.ofLabels([(Owner.LABEL): name]).isEmpty()

        where:
        name << ['', 'alpine:3.19', 'localhost/stave/web/nginx:1', 'localhost/stave-run/image:1', 'localhost/stave-run/other:a..000000000000.1.2']
    }

    def "a run covers its parts, a part itself alone"() {
        expect:
        ours.covers(ours) && ours.covers(ours.part('a')) && ours.part('a').covers(ours.part('a'))
        !ours.part('a').covers(ours) && !ours.part('a').covers(ours.part('b')) && !ours.covers(Owner.current('other'))
    }

    def "long parts that begin alike stay apart"() {
        given:
        def long1 = 'x' * 60

        expect:
        ours.part(long1 + '1') != ours.part(long1 + '2')
        ours.part(long1 + '1').part().length() <= 40
    }

    def "gone is only what is known to be: #why"() {
        expect:
        owner_.isGone() == gone

        where:
        why                                  | owner_                                                                       | gone
        'the process runs'                   | Owner.current('r')                                                           | false
        'the pid is another process now'     | Owner.current('r').with { new Owner('r', '', host(), processId(), startTime() - 1) } | true
        'no such process'                    | Owner.current('r').with { new Owner('r', '', host(), 4194305, 1) }           | true
        'another host may have the process'  | new Owner('r', '', 'abcdefabcdef', 4194305, 1)                               | false
    }
}
