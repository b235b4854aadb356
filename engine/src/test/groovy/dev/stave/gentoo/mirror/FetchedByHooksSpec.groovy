package dev.stave.gentoo.mirror

import dev.stave.fixture.FileServer
import dev.stave.gentoo.GentooException
import dev.stave.http.Deadlines
import dev.stave.http.Pace
import dev.stave.http.Proxies
import dev.stave.http.Trust
import dev.stave.http.WebClient
import dev.stave.process.LocalProcessRunner
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

class FetchedByHooksSpec extends Specification {
    @TempDir Path folder
    @AutoCleanup FileServer web = new FileServer()
    @AutoCleanup('shutdownNow') ExecutorService threads = Executors.newCachedThreadPool()
    FetchedByHooks hooks

    def setup() {
        hooks = new FetchedByHooks(new LocalProcessRunner(threads, System.getenv()), [:],
            new WebClient(new Trust([]), Proxies.NONE, Deadlines.USUAL, Pace.system()))
        Files.writeString(folder.resolve('f'), 'one')
        git('init -q -b main')
        git('add f')
        git('commit -q -m one')
        git('tag -a v1 -m one')
        git('branch older')
        Files.writeString(folder.resolve('f'), 'two')
        git('commit -q -a -m two')
    }

    def "#ref is the commit of #same"() {
        expect:
        hooks.now("git file://$folder#$ref").get() == git("rev-parse $same^{commit}")

        where:
        ref            | same
        'main'         | 'main'
        'HEAD'         | 'main'
        'v1'           | 'v1'
        'refs/tags/v1' | 'v1'
        'older'        | 'v1'
    }

    def "the repository that the stack lies in is not asked"() {
        given:
        def stack = folder.resolve('stack')
        ['git', 'clone', '-q', '-b', 'older', folder.toString(), stack.toString()].execute().waitFor()
        def far = folder.resolve('far')
        ['git', 'clone', '-q', '--bare', folder.toString(), far.toString()].execute().waitFor()
        ["git", "-C", far.toString(), "update-ref", "refs/heads/main", "older"].execute().waitFor()
        def inStack = new LocalProcessRunner(threads, System.getenv() + [GIT_DIR: "$stack/.git".toString()])

        expect:
        new FetchedByHooks(inStack, [:], new WebClient(new Trust([]), Proxies.NONE, Deadlines.USUAL, Pace.system()))
            .now("git file://$far#main").get() == git('rev-parse v1^{commit}')
    }

    def "a commit stays what it is, and nobody is asked"() {
        expect:
        hooks.now('git https://127.0.0.1:1/x.git#' + 'a' * 40).get() == 'a' * 40
    }

    def "a file is told by its digest, and other pins are not its own"() {
        given:
        web.with('one.txt', 'one')

        expect:
        hooks.now("download $web.url/one.txt").get() == 'sha256:7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed'
        hooks.now('download file:///one.txt').empty
        hooks.now('no-cache 20261115').empty
        hooks.now('stage3 glibc').empty
    }

    def "what is gone is told"() {
        when:
        hooks.now(key.replace('FOLDER', folder.toString()).replace('WEB', web.url))

        then:
        def gone = thrown(GentooException)
        gone.what().replace(folder.toString(), 'FOLDER').replace(web.url, 'WEB') == message

        where:
        key                             | message
        'git file://FOLDER#next'        | "'next' is not in file://FOLDER any more"
        'download WEB/two.txt'          | 'WEB/two.txt is not there any more'
    }

    private String git(String words) {
        def process = new ProcessBuilder(['git', '-C', folder.toString(), '-c', 'user.name=x', '-c', 'user.email=x@example.org', *words.split(' ')]).start()
        assert process.waitFor() == 0: process.errorStream.text
        process.inputStream.text.trim()
    }
}
