package dev.stave.cli

import dev.stave.fixture.ReleasedImage
import dev.stave.fixture.StandInMirror
import java.nio.file.Files
import java.nio.file.Path

/** Stacks that are built from the stand-in mirror for real, each with a home that it may share with others. */
class PortageShop {
    final StackFolder stack
    private final StandInMirror mirror

    /** @param home what builders and binary packages are kept in */
    PortageShop(StandInMirror mirror, Path folder, Path home) {
        this.mirror = mirror
        def shop = new StackFolder(folder).withAllPrograms().with('STAVE_HOME', home).with('STAVE_CACHE', home.resolveSibling('cache'))
        ['DOCKER_HOST', 'STAVE_TRIVY'].findAll { System.getenv(it) }.each { shop = shop.with(it, System.getenv(it)) }
        stack = shop
        Files.copy(StandInMirror.keyring(), stack.folder.resolve('mirror-key.asc'))
    }

    /** @param settings of the one builder, 'glibc' */
    PortageShop with(String settings, String blocks) {
        stack.groovy(mirror.builder('glibc', 'amd64-openrc', settings) + '\n' + blocks)
        this
    }

    StackFolder.Ran apply(String... words) {
        def ran = stack.stave('apply', '--json', *words)
        assert ran.exit == 0: ran
        ran
    }

    /** What a run is refused with. */
    String refused(String... words) {
        def ran = stack.stave('apply', *words)
        assert ran.exit == 1: ran
        ran.out + ran.err
    }

    /** Compiled, from binary packages, and provided by the images below; by image. */
    static Map<String, List<Integer>> counts(StackFolder.Ran ran) {
        ran.json.run.images.collectEntries { name, image ->
            def said = log(ran, name) =~ /packages: (\d+) compiled, (\d+) from binary packages, (\d+) provided/
            said.find() ? [name, (1..3).collect { said.group(it) as int }] : [:]
        }
    }

    static String log(StackFolder.Ran ran, String image) {
        Files.readString(Path.of(ran.json.run.images[image].log as String))
    }

    ReleasedImage image(String name) {
        new ReleasedImage(stack.folder.resolve('images'), stack.lock[name].digest as String)
    }
}
