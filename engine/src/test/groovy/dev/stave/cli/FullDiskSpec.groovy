package dev.stave.cli

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/** A disk that is full: a sentence, no wrong tag, and a next run that finishes. */
@Tag('real')
@Requires({ System.getProperty('user.name') == 'root' })
class FullDiskSpec extends Specification {
    @TempDir Path temp
    Path disk

    def setup() {
        disk = Files.createDirectories(temp.resolve('disk'))
        run('mount', '-t', 'tmpfs', '-o', 'size=6m', 'spec', disk)
    }

    def cleanup() {
        run('umount', disk)
    }

    def "a full disk is told in a sentence that names what to do, and the next run finishes"() {
        given:
        def shop = new StackFolder(temp)
            .with('STAVE_HOME', disk.resolve('home'))
            .script('large.sh', 'mkdir "$STAVE_ROOTFS/a"; dd if=/dev/urandom of="$STAVE_ROOTFS/a/noise" bs=1024 count=9000 2>/dev/null')
            .file('a.txt', 'a\n')
            .groovy('''
                image('large') { script 'large.sh'; version '1' }
                image('small') { requires 'large'; files { copy 'a.txt', to: '/a' }; version '1' }
            ''')

        when:
        def full = shop.stave('apply')

        then:
        full.exit == 1
        !full.toString().contains('Exception')
        !full.toString().contains('bug')
        shop.lock == [:]

        when:
        run('mount', '-o', 'remount,size=60m', disk)
        def next = shop.stave('apply', '--json')

        then:
        next.exit == 0
        next.outcomes == [large: 'released', small: 'released']
    }

    def "whatever the moment at which the disk is full, no image is half in the store"() {
        given:
        def shop = new StackFolder(temp.resolve("s$kilobytes"))
            .with('STAVE_HOME', disk.resolve('home'))
            .file('noise', new Random(7).with { r -> (1..kilobytes).collect { (1..1024).collect { (char) (33 + r.nextInt(90)) }.join('') }.join('\n') })
            .groovy("image('a') { files { copy 'noise', to: '/noise' }; version '1' }")

        when:
        def full = shop.stave('apply')

        then:
        full.exit in [0, 1]
        !full.toString().contains('Exception')
        !full.toString().contains('bug')

        when:
        run('mount', '-o', 'remount,size=60m', disk)

        then:
        shop.stave('apply').exit == 0
        shop.stave('apply').out.startsWith('nothing to do')

        where:
        kilobytes << [2000, 6000, 7000, 8000]
    }

    private static void run(Object... words) {
        def process = new ProcessBuilder(words*.toString()).redirectErrorStream(true).start()
        String text = process.inputStream.text
        assert process.waitFor() == 0: text
    }
}
