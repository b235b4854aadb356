package dev.stave.cli

import dev.stave.fixture.FaultyRegistry
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** What goes wrong is told in a sentence, and harms nothing else. */
class FailuresSpec extends Specification {
    @TempDir Path temp
    @AutoCleanup FaultyRegistry registry = new FaultyRegistry()
    StackFolder shop

    def setup() {
        shop = new StackFolder(temp)
            .script('broken.sh', 'echo "no such luck" >&2; exit 7')
            .file('a.txt', 'a\n')
    }

    def "a failed image blocks its dependants alone, and what others released is told by the exit code"() {
        given:
        shop.groovy('''
            image('broken') { script 'broken.sh'; version '1' }
            image('child')  { from 'broken'; files { copy 'a.txt', to: '/a' }; version '1' }
            image('fine')   { files { copy 'a.txt', to: '/a' }; version '1' }
        ''')

        when:
        def run = shop.stave('apply')

        then:
        run.exit == 4
        run.out.endsWith('''\

            image 'broken': script 'broken.sh' failed with exit code 7:
            no such luck
              it sees copies of its inputs alone; what else it needs must be named in inputs

            image 'child': not done: it needs broken, which failed
            '''.stripIndent())
        shop.lock.keySet() == ['fine'] as Set

        when: 'it is mended'
        shop.script('broken.sh', 'mkdir "$STAVE_ROOTFS/etc"')
        def again = shop.stave('apply', '--json')

        then:
        again.exit == 0
        again.outcomes == [broken: 'released', child: 'released', fine: 'unchanged']
    }

    def "the last lines of a build are in its log file too, which the result names"() {
        given:
        shop.groovy("image('broken') { script 'broken.sh'; version '1' }")

        when:
        def run = shop.stave('apply', '--json')

        then:
        run.exit == 1
        Files.readString(Path.of(run.json.run.images.broken.log)).contains('no such luck\n')
    }

    def "--fail-fast starts nothing more after a failure"() {
        given: 'as many images as come after the broken one'
        shop.groovy('''
            image('a-broken') { script 'broken.sh'; version '1' }
            ('b'..'k').each { name -> image(name) { requires 'a-broken'; files { copy 'a.txt', to: '/a' }; version '1' } }
            image('z') { files { copy 'a.txt', to: '/a' }; version '1' }
        ''')

        when:
        def run = shop.stave('apply', '--fail-fast', '-j', '1', '--json')

        then:
        run.exit in [1, 4]
        run.outcomes['a-broken'] == 'failed'
        ('b'..'k').every { run.outcomes[it] == 'blocked' }
    }

    def "a stack that publishes together writes no tag when one image fails"() {
        given:
        shop.groovy('''
            publish 'together'
            image('broken') { script 'broken.sh'; version '1' }
            image('fine')   { files { copy 'a.txt', to: '/a' }; version '1' }
        ''')

        when:
        def run = shop.stave('apply')

        then:
        run.exit == 1
        run.out.contains("image 'fine': passed, but not released: the stack says publish 'together' and broken failed\n")
        shop.lock == [:]
        !Files.exists(shop.folder.resolve('images/index.json')) || !Files.readString(shop.folder.resolve('images/index.json')).contains('fine')
    }

    def "a registry that is down is told in a sentence, and nothing is built for it"() {
        given:
        registry.close()
        shop.groovy("registry '$registry.host'\nimage('fine') { files { copy 'a.txt', to: '/a' }; version '1' }")

        when:
        def run = shop.stave('apply')

        then:
        run.exit == 1
        run.out.endsWith("""
            image 'fine': $registry.host could not look up fine:1: connection refused; is the registry running there, and is the port right?
              nothing was done for it; run again once that is mended
            """.stripIndent())
        Files.list(shop.home.resolve('store/blobs/sha256')).count() == 0
    }

    def "a registry that refuses a password is told with the account, never with the password"() {
        given:
        registry.on('HEAD /v2/fine/manifests/1', FaultyRegistry.reply(['WWW-Authenticate': 'Basic realm="shop"'], 401))
        shop.groovy("""
            registry '$registry.host'
            host '$registry.host', auth: [username: 'cooper', password: secret('REGISTRY')]
            image('fine') { files { copy 'a.txt', to: '/a' }; version '1' }
        """)

        when:
        def run = shop.with('STAVE_SECRET_REGISTRY', 'hunter2hunter2').stave('apply')

        then:
        run.exit == 1
        run.out.contains("image 'fine': $registry.host refused to look up fine:1: status 401; check username and password in ")
        registry.requests*.headers*.getFirst('Authorization').contains('Basic ' + 'cooper:hunter2hunter2'.bytes.encodeBase64())
        !"$run".contains('hunter2')
    }

    def "a secret that is nowhere is missed before anything runs"() {
        given:
        shop.groovy("image('s') { script 'broken.sh', secrets: [TOKEN: secret('TOKEN')]; version '1' }")

        when:
        def run = shop.stave('apply')

        then:
        run.exit == 1
        run.err.endsWith('''\
            stave: this host cannot do what the plan may need:
              secret 'TOKEN' is nowhere to be found; set STAVE_SECRET_TOKEN, or say --secret TOKEN=env:VARIABLE or TOKEN=file:PATH
              nothing was done
            '''.stripIndent())
    }

    def "a scan that is wanted and no scanner: nothing runs"() {
        given:
        shop.groovy("image('a') { files { copy 'a.txt', to: '/a' }; version '1' }", '')

        when:
        def run = shop.stave('apply')

        then:
        run.exit == 1
        run.err.contains('Trivy')
        !Files.exists(shop.folder.resolve('images'))
    }

    def "two runs of one stack at once: the second one is told who holds it"() {
        given:
        Path started = temp.resolve('started')
        Path go = temp.resolve('go')
        shop.script('slow.sh', "touch $started; while [ ! -e $go ]; do sleep 0.05; done; mkdir \"\$STAVE_ROOTFS/a\"")
            .groovy("image('slow') { script 'slow.sh'; version '1' }")
        def first = Thread.startDaemon { shop.stave('apply') }
        while (!Files.exists(started)) {
            Thread.onSpinWait()
        }

        when:
        def second = shop.stave('apply')

        then:
        second.exit == 1
        second.err.contains("process ${ProcessHandle.current().pid()}")

        cleanup:
        Files.createFile(go)
        first.join()
    }
}
