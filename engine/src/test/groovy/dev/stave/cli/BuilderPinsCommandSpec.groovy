package dev.stave.cli

import dev.stave.fixture.FileServer
import dev.stave.fixture.GentooMirror
import dev.stave.fixture.OpenPgpKey
import dev.stave.gentoo.signature.ContentDigest
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** What a builder starts from, as people see it: planned, pinned, moved and held back. */
class BuilderPinsCommandSpec extends Specification {
    static final byte[] TREE = GentooMirror.archive(GentooMirror.TREE)
    static final String OLD = 'amd64-musl 20261108T000000Z sha512:' + GentooMirror.hex(ContentDigest.SHA512, 'old'.bytes)
    static final String NEW = 'amd64-musl 20261115T000000Z sha512:' + GentooMirror.hex(ContentDigest.SHA512, 'new'.bytes)
    static final String SNAPSHOT = 'snapshot 20261108 sha256:' + GentooMirror.hex(ContentDigest.SHA256, TREE)

    @TempDir
    Path base

    @AutoCleanup
    FileServer server = new FileServer()

    OpenPgpKey key = new OpenPgpKey()
    GentooMirror mirror
    StackFolder stack

    def setup() {
        mirror = new GentooMirror(server, key).stage('amd64-musl', '20261108T000000Z', 'old'.bytes).snapshot('20261108', TREE)
        stack = new StackFolder(base)
        key.exportTo(stack.folder.resolve('keys.asc'))
        def from = "mirror: '$server.url', keyring: 'keys.asc', keys: '${key.fingerprint()}'"
        stack.groovy("""
            release '1'
            builder('musl') { stage3 flavour: 'amd64-musl', $from; portage snapshot: 'latest', $from }
            image('base') { rootfs { builder 'musl'; packages 'sys-apps/hello' } }
            image('app') { from 'base'; rootfs { packages 'sys-apps/other' } }
        """)
    }

    def "update pins what builders start from, for all images, and moves it with the mirror but never back"() {
        when:
        def first = stack.stave('update')

        then:
        first.out == "portage musl: pinned to $SNAPSHOT\nstage3 musl: pinned to $OLD\n"
        stack.lock.collectEntries { image, line -> [image, line.pins] } == ['app', 'base'].collectEntries { [it, ['portage musl': SNAPSHOT, 'stage3 musl': OLD]] }

        when:
        mirror.stage('amd64-musl', '20261115T000000Z', 'new'.bytes)
        def second = stack.stave('update', 'base')

        then:
        second.out == "stage3 musl: $OLD -> $NEW\n"
        stack.lock.values()*.pins*.get('stage3 musl') == [NEW, NEW]

        when:
        mirror.stage('amd64-musl', '20261108T000000Z', 'old'.bytes)
        def back = stack.stave('update')

        then:
        back.exit == 1
        back.err.contains("the stage3 of builder 'musl' would be of 20261108T000000Z, older than the lock's of 20261115T000000Z; --allow-older lets it")
        stack.lock.values()*.pins*.get('stage3 musl') == [NEW, NEW]
        stack.stave('update', '--allow-older').out == "stage3 musl: $NEW -> $OLD\n"
    }

    def "a plan asks the mirror once, and nobody with --offline"() {
        when:
        def offline = stack.stave('plan', '--offline').out

        then:
        offline.contains("assumed: the stage3 of builder 'musl' is not pinned and was not asked for")
        server.asked == []

        and:
        stack.stave('plan').exit == 0
        server.asked.count { it.endsWith('latest-stage3-amd64-musl.txt') } == 1
        server.asked.count('snapshots/portage-20261108.tar.xz') == 1
    }

    def "what no mirror has refuses the images that need it"() {
        given:
        server.files.clear()

        expect:
        stack.stave('plan').out.replaceAll(' +', ' ').contains("refuse base image 'base': the stage3 of builder 'musl': there is no stage3 'amd64-musl' on $server.url: looked for releases/amd64/autobuilds/latest-stage3-amd64-musl.txt; check flavour, arch and mirror")
    }
}
