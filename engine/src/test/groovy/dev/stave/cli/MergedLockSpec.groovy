package dev.stave.cli

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** Two people change two images of one stack on two branches, and merge. */
class MergedLockSpec extends Specification {
    @TempDir Path temp

    def "of each image in conflict the side is kept that fits the merged stack"() {
        given: 'a stack that was applied before the branches'
        def ours = new StackFolder(temp).file('a.txt', 'a\n').file('b.txt', 'b\n').groovy("""
            registry 'oci:${temp.resolve('registry')}'
            image('a') { files { copy 'a.txt', to: '/a' }; version '1' }
            image('b') { files { copy 'b.txt', to: '/b' }; version '1' }
        """)
        ours.stave('apply')
        def theirs = ours.clonedTo(temp.resolve('theirs'))

        and: 'an image changed on each side, and both applied'
        ours.file('a.txt', 'a of ours\n').stave('apply')
        theirs.file('b.txt', 'b of theirs\n').stave('apply')

        when: 'they are merged: the files are, the lines of the lock are in conflict'
        ours.file('b.txt', 'b of theirs\n')
        Files.writeString(ours.lockFile, conflict(Files.readAllLines(ours.lockFile), Files.readAllLines(theirs.lockFile)))
        def merge = ours.stave('lock', '--merge')

        then:
        merge.exit == 0
        merge.out == 'merged stack.groovy.lock.json: 2 images\n'
        ours.lock.a.tag == '1-s1'
        ours.lock.b == theirs.lock.b
        ours.stave('apply').out == "nothing to do: 2 images are up to date at oci:${temp.resolve('registry')}\n"
    }

    private static String conflict(List<String> ours, List<String> theirs) {
        def images = { lines -> lines[3..-2] }
        [ours[0..2], '<<<<<<< ours', images(ours), '=======', images(theirs), '>>>>>>> theirs', ours[-1]].flatten().join('\n') + '\n'
    }
}
