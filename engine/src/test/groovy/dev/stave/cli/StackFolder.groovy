package dev.stave.cli

import com.fasterxml.jackson.databind.ObjectMapper
import dev.stave.process.Program
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.time.Instant

/**
 * A stack in a folder of its own, and Stave run on it in this process, with a home and a cache beside it. PATH holds the
 * few programs that scripts of specs need and no container engine; {@code withAllPrograms()} gives it the real one.
 */
class StackFolder {
    private static final List<String> PROGRAMS = ['sh', 'tar', 'cat', 'cp', 'mkdir', 'ln', 'chmod', 'touch', 'sleep', 'dd', 'kill']

    final Path folder
    final Map<String, String> environment

    /** @param base a folder of the spec: the stack lies in {@code stack} below it */
    StackFolder(Path base) {
        this(Files.createDirectories(base.resolve('stack')), [
            PATH       : programs(base.resolve('bin')),
            HOME       : Files.createDirectories(base.resolve('user')).toString(),
            STAVE_HOME : base.resolve('home').toString(),
            STAVE_CACHE: base.resolve('cache').toString()])
    }

    private StackFolder(Path folder, Map<String, String> environment) {
        this.folder = folder
        this.environment = environment
    }

    private static String programs(Path bin) {
        Files.createDirectories(bin)
        PROGRAMS.each { name ->
            Path link = bin.resolve(name)
            if (!Files.exists(link)) {
                Files.createSymbolicLink(link, Program.find(name, System.getenv()).get())
            }
        }
        bin.toString()
    }

    StackFolder withAllPrograms() {
        with('PATH', System.getenv('PATH'))
    }

    StackFolder with(String variable, Object value) {
        new StackFolder(folder, environment + [(variable): value.toString()])
    }

    /** The same files elsewhere, as a clone has them: other times, nothing that was ignored; the home is the same. */
    StackFolder clonedTo(Path other) {
        Files.createDirectories(other)
        Files.walk(folder).filter { Files.isRegularFile(it) && !folder.relativize(it).startsWith('images') }.forEach { file ->
            Path copy = other.resolve(folder.relativize(file).toString())
            Files.createDirectories(copy.parent)
            Files.copy(file, copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES)
            Files.setLastModifiedTime(copy, FileTime.from(Instant.parse('2001-02-03T04:05:06Z')))
        }
        new StackFolder(other, environment)
    }

    /** Writes a file of the stack; one that begins like a script may be executed. */
    StackFolder file(String path, String text) {
        Path file = folder.resolve(path)
        Files.createDirectories(file.parent)
        Files.writeString(file, text)
        file.toFile().setExecutable(text.startsWith('#!'))
        this
    }

    /** Writes the stack's blocks into {@code stack.groovy}, as the stack {@code shop} that is not scanned. */
    StackFolder groovy(String blocks, String scan = "scan 'off'") {
        file('stack.groovy', "stack('shop') {\n    $scan\n${unindented(blocks).indent(4)}}\n")
    }

    StackFolder yaml(String text) {
        file('stack.yaml', unindented(text) + '\n')
    }

    private static String unindented(String text) {
        text.replaceFirst(/\s+$/, '').stripIndent().trim()
    }

    /** Writes a script that ends at the first command that fails. */
    StackFolder script(String path, String commands) {
        file(path, "#!/bin/sh\nset -e\n$commands\n")
    }

    Ran stave(Object... words) {
        def out = new ByteArrayOutputStream()
        def err = new ByteArrayOutputStream()
        def edge = new Edge(new Environment(new TreeMap<>(environment), folder, Path.of(environment.HOME)), new PrintStream(out, true, 'UTF-8'), new PrintStream(err, true, 'UTF-8'))
        int exit = Main.run(edge, words*.toString() as String[])
        new Ran(exit, out.toString('UTF-8'), err.toString('UTF-8'))
    }

    Path getHome() {
        Path.of(environment.STAVE_HOME)
    }

    Path getLockFile() {
        Files.list(folder).withCloseable { files -> files.filter { it.toString().endsWith('.lock.json') }.findFirst().orElse(null) }
    }

    /** The lock's lines by image; none where there is no lock. */
    Map<String, Map> getLock() {
        lockFile == null ? [:] : new ObjectMapper().readValue(lockFile.toFile(), Map).images
    }

    /** How one command ended, and what it said. */
    static class Ran {
        final int exit
        final String out
        final String err

        Ran(int exit, String out, String err) {
            this.exit = exit
            this.out = out
            this.err = err
        }

        Map getJson() {
            new ObjectMapper().readValue(out, Map)
        }

        /** What each image came to, by its name. */
        Map<String, String> getOutcomes() {
            json.images.collectEntries { name, image -> [name, image.outcome] }
        }

        /** What the plan is going to do, by image. */
        Map<String, String> getActions() {
            json.steps.collectEntries { [it.image, it.certainty == 'ifChanged' ? 'may rebuild' : it.action] }
        }

        @Override
        String toString() {
            "exit $exit\n--- out\n$out--- err\n$err"
        }
    }
}
