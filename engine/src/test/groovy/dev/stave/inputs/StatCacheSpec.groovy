package dev.stave.inputs

import dev.stave.model.Digest
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.time.Clock
import java.time.Duration
import java.time.Instant
import java.time.ZoneOffset
import spock.lang.Specification
import spock.lang.TempDir

class StatCacheSpec extends Specification {
    @TempDir
    Path folder

    Path file
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(10))

    void setup() {
        file = Files.writeString(folder.resolve('a file'), 'one')
    }

    FoundFile found() {
        def search = new FileSearch(folder)
        search.add('a file')
        search.found()[0]
    }

    StatCache cache(Clock clock = later) {
        new StatCache(folder.resolve('cache/stat'), clock)
    }

    /** Other bytes under the same size, times and inode: only a cache can be deceived by it. */
    FoundFile deceive(FoundFile before) {
        Files.writeString(file, 'two')
        new FoundFile(before.path(), before.file(), before.kind(), before.executable(), before.target(), before.mode(), before.stamp())
    }

    def "a file that did not change is not read again, by the next process neither"() {
        given:
        def before = found()
        def first = cache()

        expect:
        first.digest(before) == Digest.of('one'.bytes)

        when:
        first.save()
        def same = deceive(before)

        then:
        first.digest(same) == Digest.of('one'.bytes)
        cache().digest(same) == Digest.of('one'.bytes)
    }

    def "a file that changed is read"() {
        given:
        def cache = cache()
        cache.digest(found())
        Files.writeString(file, 'other')

        expect:
        cache.digest(found()) == Digest.of('other'.bytes)
    }

    def "a file that was replaced by one of the same size and mtime is read"() {
        given:
        def cache = cache()
        cache.digest(found())
        def mtime = Files.getLastModifiedTime(file)
        Files.delete(file)
        Files.writeString(file, 'two')
        Files.setLastModifiedTime(file, mtime)

        expect:
        cache.digest(found()) == Digest.of('two'.bytes)
    }

    def "a file touched within the last two seconds is not trusted"() {
        given:
        def before = found()
        def young = cache(Clock.fixed(Files.getLastModifiedTime(file).toInstant().plusMillis(1500), ZoneOffset.UTC))
        young.digest(before)

        expect:
        young.digest(deceive(before)) == Digest.of('two'.bytes)
    }

    def "a lost or damaged cache is an empty one: #damage"() {
        given:
        def first = cache()
        first.digest(found())
        first.save()
        def saved = folder.resolve('cache/stat')
        Files.writeString(saved, damage)

        expect:
        cache().digest(found()) == Digest.of('one'.bytes)

        where:
        damage << ['', 'something else', 'stave stat cache 1\nhalf a li', 'stave stat cache 1\nx 1 2 3 4 /a\n']
    }

    def "a cache that cannot be written is harmless"() {
        given:
        Files.writeString(folder.resolve('cache'), 'a file where the folder should be')
        def cache = cache()

        when:
        def digest = cache.digest(found())
        cache.save()

        then:
        digest == Digest.of('one'.bytes)
        cache.digest(found()) == digest
    }
}
