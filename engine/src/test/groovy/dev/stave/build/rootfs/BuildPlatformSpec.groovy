package dev.stave.build.rootfs

import dev.stave.container.EngineInfo
import dev.stave.container.EngineInfo.Ability
import dev.stave.model.BinaryHosts
import dev.stave.model.BuildHooks
import dev.stave.model.BuilderInputs
import dev.stave.model.BuilderSpec
import dev.stave.model.Compiling
import dev.stave.model.ContainerWishes
import dev.stave.model.Origin
import dev.stave.model.Platform
import dev.stave.model.PortageSettings
import spock.lang.Specification

class BuildPlatformSpec extends Specification {
    def "on linux/amd64 a build for #platforms, #abilities, cross compiler for #crossdev: #complaints"() {
        given:
        def engine = new EngineInfo('docker', '28', 'unix:///x', Platform.parse('linux/amd64'), abilities as Set)
        def builder = new BuilderSpec('glibc', new Origin('stack.groovy', 1), null, BuilderInputs.NONE,
            PortageSettings.NONE, BuildHooks.NONE, new Compiling(null, crossdev, [], false), BinaryHosts.NONE, ContainerWishes.NONE, new TreeMap())

        expect:
        BuildPlatform.complaints(engine, [builder], platforms.collect { Platform.parse(it) }) == complaints

        where:
        platforms                      | abilities           | crossdev                    || complaints
        ['linux/amd64']                | []                  | null                        || []
        ['linux/arm64']                | []                  | null                        || ['it is for linux/arm64, and its builder would run on linux/amd64: use a builder with crossdev, or install emulation (binfmt_misc and qemu-user-static)']
        ['linux/arm64']                | []                  | 'aarch64-unknown-linux-gnu' || []
        ['linux/arm64']                | [Ability.EMULATION] | null                        || []
        ['linux/amd64', 'linux/arm64'] | [Ability.EMULATION] | null                        || ["a build from Portage is for one platform, its builder's; declare an image with a builder of its own for each of linux/amd64, linux/arm64"]
    }
}
