package dev.stave.build.rootfs

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class BuildFailureSpec extends Specification {
    @TempDir
    Path folder

    def "a failing hook is told with its file as the stack names it, its line and the last lines"() {
        given:
        def order = new OrderFolder(folder.resolve('order'), folder)
        Files.createDirectories(folder.resolve('nginx'))
        Files.writeString(folder.resolve('nginx/build.sh'), 'x')
        order.hooks(new dev.stave.model.BuildHooks(new TreeMap<>(), ['nginx/build.sh'], null, 'kubler'), config)
        Files.writeString(folder.resolve('failure'), "phase=finishRootfs\nfile=$file\nline=12\ncode=1\nmessage='false' ended with 1\n")

        when:
        def error = BuildFailure.read(folder.resolve('failure')).exception("image 'web/nginx'", order, folder.resolve('none'), ['one', 'two'])

        then:
        error.what() == "image 'web/nginx': nginx/build.sh:12: 'false' ended with 1, in phase finishRootfs\n  one\n  two"
        error.hint() == "see the image's log"

        where:
        config  | file
        'nginx' | '/config/build.sh'
        ''      | '/stave-order/hooks.d/0-build.sh'
    }

    def "a package that could not be built is told with its phase, what the compiler said, and the log"() {
        given:
        def log = folder.resolve('build.log')
        Files.writeString(log, 'cc -c x.c\n\u001b[31mx.c:1: error: no\u001b[0m\n * ERROR: dev-libs/x-1::gentoo failed (compile phase):\n * Call stack:\n')
        Files.writeString(folder.resolve('failure'), 'phase=packages\npackage=dev-libs/x-1\nebuildPhase=compile\nlog=build.log\nmessage=emerge\n')

        when:
        def error = BuildFailure.read(folder.resolve('failure')).exception("image 'a'", new OrderFolder(folder, folder), log, ['noise'])

        then:
        error.what() == "image 'a': dev-libs/x-1 failed in its compile phase\n  cc -c x.c\n  x.c:1: error: no"
        error.hint() == "the whole log is $log"
    }
}
