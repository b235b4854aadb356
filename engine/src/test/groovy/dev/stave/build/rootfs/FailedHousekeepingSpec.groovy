package dev.stave.build.rootfs

import dev.stave.container.ContainerEngine
import dev.stave.container.KeptImage
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.time.Instant
import spock.lang.Specification
import spock.lang.TempDir

class FailedHousekeepingSpec extends Specification {
    static final Instant SINCE = Instant.parse('2026-10-01T00:00:00Z')
    static final KeptImage OLD = new KeptImage('localhost/stave-failed/web/nginx:last', SINCE.minusSeconds(1), 40)
    static final KeptImage GONE = new KeptImage('localhost/stave-failed/other:last', SINCE.minusSeconds(1), 7)
    static final KeptImage NEW = new KeptImage('localhost/stave-failed/tool:last', SINCE.plusSeconds(1), 100)

    @TempDir Path home

    def engine = Mock(ContainerEngine)

    def "what failed before goes, a build's folder and its image counted once, and what failed since stays"() {
        given:
        failed('web_nginx', SINCE.minusSeconds(5))
        failed('tool', SINCE.plusSeconds(5))
        engine.kept() >> [OLD, NEW, GONE]
        def keeping = new FailedHousekeeping(home, SINCE)

        when: 'it only looks'
        def looked = keeping.clean([engine], false)

        then:
        looked == new FailedHousekeeping.Gone(2, 50)
        0 * engine.remove(_)
        Files.exists(home.resolve('failed/web_nginx/out'))

        when:
        def cleaned = keeping.clean([engine], true)

        then:
        cleaned == looked
        1 * engine.remove(OLD)
        1 * engine.remove(GONE)
        0 * engine.remove(_)
        !Files.exists(home.resolve('failed/web_nginx'))
        Files.exists(home.resolve('failed/tool/out'))
    }

    def "where nothing ever failed there is nothing to clean"() {
        expect:
        new FailedHousekeeping(home, SINCE).clean([], true) == new FailedHousekeeping.Gone(0, 0)
    }

    private void failed(String name, Instant at) {
        def folder = Files.createDirectories(home.resolve("failed/$name"))
        Files.writeString(folder.resolve('out'), 'abc')
        Files.setLastModifiedTime(folder, FileTime.from(at))
    }
}
