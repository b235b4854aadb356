package dev.stave.build.rootfs

import dev.stave.build.BuildException
import dev.stave.process.LocalProcessRunner
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.Executors
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

class CatalystSpec extends Specification {
    @TempDir
    Path folder

    @AutoCleanup('shutdownNow')
    def threads = Executors.newCachedThreadPool()

    def "a stage is built by catalyst from its spec and taken from where catalyst leaves it"() {
        given:
        def spec = Files.writeString(folder.resolve('stage3.spec'), 'subarch: amd64\ntarget: stage3\nrel_type: 23.0-default\nversion_stamp: 20261115\n')
        def conf = Files.writeString(folder.resolve('catalyst.conf'), "storedir = \"$folder/store\"\n")
        def program = Files.writeString(folder.resolve('catalyst'), "#!/bin/sh\n[ \"\$1 \$2\" = '-f $spec' ] || exit 2\nmkdir -p $folder/store/builds/23.0-default\n$ending\n")
        program.toFile().setExecutable(true)

        expect:
        told(program, conf, spec).replace(folder.toString(), 'F') == message

        where:
        ending                                                                || message
        'touch "${0%/*}/store/builds/23.0-default/stage3-amd64-20261115.tar.xz"' || 'F/store/builds/23.0-default/stage3-amd64-20261115.tar.xz'
        'echo no disk; exit 3'                                                || "builder 'own': catalyst could not build 'stage3.spec' (exit 3): no disk"
        ':'                                                                   || "builder 'own': catalyst ended well and left no 'F/store/builds/23.0-default/stage3-amd64-20261115.tar'"
    }

    def "without the program it is said what is missing"() {
        when:
        new Catalyst(new LocalProcessRunner(threads, System.getenv()), null, folder).stage('own', folder, {})

        then:
        def e = thrown(BuildException)
        e.what() == "builder 'own' begins with a stage that catalyst builds, and there is no program 'catalyst'"
    }

    private String told(Path program, Path conf, Path spec) {
        try {
            return new Catalyst(new LocalProcessRunner(threads, System.getenv()), program, conf).stage('own', spec, {}).toString()
        } catch (BuildException e) {
            return e.what()
        }
    }
}
