package dev.stave.cli

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** What people do every day: apply, change something, apply again, on a stack of files and scripts and an OCI layout. */
class EverydaySpec extends Specification {
    static final String STACK = '''
        registry 'oci:../registry'
        section 'web'
        image('base')  { script 'base/build.sh'; version '1.0' }
        image('app')   { from 'base'; files { copy 'app/', to: '/etc/app' }; version '2.0' }
        image('leaf')  { from 'app'; files { copy 'leaf.txt', to: '/leaf.txt' }; version '3.0' }
        image('other') { files { copy 'other.txt', to: '/other.txt' }; version '1.0' }
    '''

    @TempDir Path temp
    StackFolder shop

    def setup() {
        shop = new StackFolder(temp)
            .script('base/build.sh', 'mkdir -p "$STAVE_ROOTFS/etc"; cat base/motd > "$STAVE_ROOTFS/etc/motd"')
            .file('base/motd', 'welcome\n')
            .file('app/app.conf', 'port=1\n')
            .file('leaf.txt', 'leaf\n')
            .file('other.txt', 'other\n')
            .groovy(STACK)
    }

    def "the first run makes and tags everything, the second one has nothing to do"() {
        when:
        def first = shop.stave('apply', '--json')

        then:
        first.exit == 0
        first.outcomes == ['web/app': 'released', 'web/base': 'released', 'web/leaf': 'released', 'web/other': 'released']
        shop.lock['web/leaf'].tag == '3.0'

        when:
        def second = shop.stave('apply')

        then:
        second.exit == 0
        second.out == 'nothing to do: 4 images are up to date at oci:../registry\n'
        second.err == ''
    }

    def "a changed file makes its image and those built on it anew, under the next revision"() {
        given:
        shop.stave('apply')
        shop.file('app/app.conf', 'port=2\n')

        when:
        def plan = shop.stave('plan', '--json')

        then:
        plan.actions == ['web/app': 'build', 'web/base': 'keep', 'web/leaf': 'may rebuild', 'web/other': 'keep']
        plan.json.steps.find { it.image == 'web/app' }.reasons == ['file app/app.conf changed']

        when:
        def run = shop.stave('apply', '--json')

        then:
        run.outcomes == ['web/app': 'released', 'web/base': 'unchanged', 'web/leaf': 'released', 'web/other': 'unchanged']
        shop.lock['web/app'].tag == '2.0-s1'
        shop.lock['web/leaf'].tag == '3.0-s1'
        shop.stave('apply').out == 'nothing to do: 4 images are up to date at oci:../registry\n'
    }

    def "a rebuild with the same bytes keeps digest and tag, and the wave stops there"() {
        given:
        shop.stave('apply')
        def before = shop.lock
        shop.script('base/build.sh', '# says welcome\nmkdir -p "$STAVE_ROOTFS/etc"; cat base/motd > "$STAVE_ROOTFS/etc/motd"')

        when:
        def run = shop.stave('apply', '--json')

        then:
        run.exit == 0
        run.outcomes == ['web/app': 'unchanged', 'web/base': 'locked', 'web/leaf': 'unchanged', 'web/other': 'unchanged']
        shop.lock['web/base'].fingerprint != before['web/base'].fingerprint
        withoutFingerprints(shop.lock) == withoutFingerprints(before)
        shop.stave('apply').out == 'nothing to do: 4 images are up to date at oci:../registry\n'
    }

    private static Map withoutFingerprints(Map<String, Map> lock) {
        lock.collectEntries { name, line -> [name, line.findAll { it.key != 'fingerprint' }] }
    }

    def "a fresh clone with other times, on a machine that knows nothing, has nothing to do"() {
        given:
        shop.stave('apply')
        def clone = shop.clonedTo(temp.resolve('clone')).with('STAVE_HOME', temp.resolve('home2')).with('STAVE_CACHE', temp.resolve('cache2'))

        expect:
        clone.stave('apply').out == 'nothing to do: 4 images are up to date at oci:../registry\n'
    }

    def "a lost lock is restored from what the registry says of its images, and nothing is built"() {
        given:
        shop.stave('apply')
        def before = Files.readString(shop.lockFile)
        Files.delete(shop.lockFile)

        when:
        def run = shop.stave('apply', '--json')

        then:
        run.exit == 0
        run.json.images.values()*.action.unique() == ['adopt']
        Files.readString(shop.lockFile) == before
    }

    def "a tag that somebody deleted is put back, and nothing is built"() {
        given:
        shop.stave('apply')
        Files.writeString(temp.resolve('registry/index.json'), '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}')

        when:
        def run = shop.stave('apply', 'other', '--json')

        then:
        run.exit == 0
        run.json.images['web/other'].action == 'restore'
        run.outcomes == ['web/other': 'released']
    }

    def "the store may be emptied at any time: what a child needs is fetched from where it was released"() {
        given:
        shop.stave('apply')
        shop.home.resolve('store').toFile().deleteDir()
        shop.file('leaf.txt', 'new leaf\n')

        when:
        def run = shop.stave('apply', '--json')

        then:
        run.exit == 0
        run.outcomes == ['web/app': 'unchanged', 'web/base': 'unchanged', 'web/leaf': 'released', 'web/other': 'unchanged']
    }

    def "onChange 'replace' lets the tag move"() {
        given:
        shop.groovy(STACK + "\n        onChange 'replace'")
        shop.stave('apply')
        def before = shop.lock['web/other'].digest
        shop.file('other.txt', 'another\n')

        when:
        def run = shop.stave('apply', '--json')

        then:
        run.outcomes['web/other'] == 'released'
        shop.lock['web/other'].tag == '1.0'
        shop.lock['web/other'].digest != before
    }

    def "a selection works on the selected images alone"() {
        expect:
        shop.stave(*(['apply', '--json'] + words)).outcomes.keySet() == images as Set

        where:
        words                            || images
        ['web/other']                    || ['web/other']
        ['base', 'other']                || ['web/base', 'web/other']
        ['leaf', '--with-requires']      || ['web/app', 'web/base', 'web/leaf']
        ['web/', '--exclude', '/.*a.*/'] || ['web/other']
        ['@leaves', '--with-requires', '--exclude', 'leaf'] || ['web/app', 'web/base', 'web/other']
        ['o*']                           || ['web/other']
    }

    def "an image whose parent was never released is refused when it is selected alone"() {
        when:
        def run = shop.stave('apply', 'app')

        then:
        run.exit == 1
        run.out.contains("image 'web/app' needs 'web/base', which is not selected and was never released\n  select it too, or add --with-requires\n")
    }

    def "--rebuild makes an image again, and its equal bytes change nothing"() {
        given:
        shop.stave('apply')
        def before = Files.readString(shop.lockFile)

        when:
        def run = shop.stave('apply', '--json', '--rebuild', 'other')

        then:
        run.exit == 0
        run.json.images['web/other'].action == 'build'
        Files.readString(shop.lockFile) == before
    }

    def "build touches no destination, and publish releases what it made without building"() {
        when:
        def built = shop.stave('build', '--json')

        then:
        built.exit == 0
        (built.outcomes.values() as Set) == ['built'] as Set
        built.json.images['web/leaf'].version == '3.0'
        built.json.images['web/leaf'].tag == null
        !Files.exists(temp.resolve('registry'))
        shop.lock == [:]

        when:
        def published = shop.stave('publish', '--json')

        then:
        published.exit == 0
        (published.outcomes.values() as Set) == ['released'] as Set
        published.json.images['web/leaf'].action == 'publish'
        published.json.images['web/leaf'].digest == built.json.images['web/leaf'].digest
        shop.stave('apply').out == 'nothing to do: 4 images are up to date at oci:../registry\n'
    }

    def "publish refuses what was not built as the stack declares it now"() {
        given:
        shop.stave('build')
        shop.file('other.txt', 'changed\n')

        when:
        def run = shop.stave('publish')

        then:
        run.exit == 1
        run.err == "stave: image 'web/other' is not in the store as the stack declares it now\n  run: stave build\n"
    }

    def "a second build has nothing to do either"() {
        given:
        shop.stave('build')

        expect:
        (shop.stave('build', '--json').outcomes.values() as Set) == ['unchanged'] as Set
    }

    def "what was applied is built as well, and what is built on it can be built alone"() {
        given:
        shop.stave('apply')

        expect:
        (shop.stave('build', '--json').outcomes.values() as Set) == ['unchanged'] as Set

        when:
        shop.file('leaf.txt', 'changed\n')

        then:
        shop.stave('build', 'leaf', '--json').outcomes == ['web/leaf': 'built']
    }

    def "--locked refuses whatever would change the lock, and takes what does not"() {
        given:
        shop.stave('apply')

        expect:
        shop.stave('apply', '--locked').exit == 0

        when:
        shop.file('other.txt', 'changed\n')
        def run = shop.stave('apply', '--locked')

        then:
        run.exit == 2
        run.out.contains("image 'web/other' would be built, and --locked forbids every change of the lock: file other.txt changed\n")
    }

    def "a stack of its own first line runs as a program would"() {
        given:
        shop.file('stack.groovy', "#!/usr/bin/env -S stave run\n" + Files.readString(shop.folder.resolve('stack.groovy')))

        expect:
        shop.stave('run', 'stack.groovy', 'other', '--json').outcomes == ['web/other': 'released']
    }

    def "files images come for several platforms from one host, as one index"() {
        given:
        shop.groovy(STACK.replace("image('other') {", "image('other') { platforms 'linux/amd64', 'linux/arm64';"))

        when:
        def run = shop.stave('apply', 'other', '--json')

        then:
        run.exit == 0
        shop.lock['web/other'].platforms.keySet() == ['linux/amd64', 'linux/arm64'] as Set
    }

    def "offline nobody is asked, and the plan says what it assumes"() {
        given:
        shop.groovy(STACK.replace('oci:../registry', '127.0.0.1:9'))

        when:
        def plan = shop.stave('plan', 'other', '--offline')

        then:
        plan.exit == 0
        plan.out == '''\
            build        web/other:1.0                           never built
                         assumed: tag 1.0 is free
            1 build
            '''.stripIndent()
    }
}
