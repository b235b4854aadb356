package dev.stave.gentoo.mirror

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.nio.file.attribute.PosixFilePermissions
import java.time.Duration
import java.time.Instant
import spock.lang.Specification
import spock.lang.TempDir

class KeptInputsSpec extends Specification {
    static final Instant NOW = Instant.parse('2026-11-21T12:00:00Z')

    @TempDir
    Path home

    private Path used(String path, int daysAgo, boolean folder = false) {
        def file = home.resolve(path)
        Files.createDirectories(folder ? file : file.parent)
        if (folder) {
            Files.writeString(file.resolve('file'), '12345')
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString('r-xr-xr-x'))
        } else {
            Files.writeString(file, '1234567890')
        }
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(daysAgo))))
        file
    }

    def "what was not used for long goes, but for what a lock pins and what is new"() {
        given:
        def pins = ['amd64-musl 20261001T000000Z sha512:aa', 'snapshot 20261001 sha256:bb', 'git:https://example.org/t.git#HEAD 20261001T000000Z cc'] as Set
        def stays = [
            used('stages/stage3-amd64-musl-20261001T000000Z.tar.xz', 90), used('stages/stage3-amd64-musl-20261001T000000Z.tar.xz.DIGESTS', 90),
            used('stages/portage-20261001.tar.xz', 90), used('stages/stage3-amd64-openrc-20261115T000000Z.tar.xz', 3), used('stages/.x.lock', 90),
            used('trees/bb', 90, true), used('trees/git-cc', 90, true), used('trees/.unpack-9', 0, true),
        ]
        def goes = [
            used('stages/stage3-amd64-openrc-20261001T000000Z.tar.xz', 90), used('stages/.stage3.part', 2), used('trees/dd', 90, true), used('trees/.unpack-1', 2, true), used('git/1234.git', 31, true),
        ]
        def housekeeping = new KeptInputs(home, NOW, Duration.ofDays(30), pins)
        def removed = [repositories: [1, 5], stages: [2, 20], trees: [2, 10]]

        expect:
        housekeeping.clean(false).collectEntries { kind, gone -> [kind, [gone.count(), gone.bytes()]] } == removed
        (stays + goes).every { Files.exists(it) }
        housekeeping.clean(true).collectEntries { kind, gone -> [kind, [gone.count(), gone.bytes()]] } == removed
        stays.every { Files.exists(it) }
        goes.every { !Files.exists(it) }
    }

    def "where nothing was ever fetched nothing goes"() {
        expect:
        new KeptInputs(home, NOW, Duration.ofDays(30), [] as Set).clean(true).values().every { it == new KeptInputs.Removed(0, 0) }
    }
}
