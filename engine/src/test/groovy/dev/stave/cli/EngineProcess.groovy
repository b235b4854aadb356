package dev.stave.cli

import java.nio.file.Path

/** Stave as a process of its own, as people start it: for what cannot be shown within one process. */
class EngineProcess {
    /** Its output goes to {@code process.log} beside the stack. */
    static Process start(StackFolder shop, String... words) {
        // whoever starts us in the background may have Ctrl-C ignored, which a JVM would inherit
        def whole = ['/usr/bin/env', '--default-signal=INT'] + argv(words)
        def builder = new ProcessBuilder(whole*.toString()).directory(shop.folder.toFile()).redirectErrorStream(true).redirectOutput(log(shop).toFile())
        builder.environment().clear()
        builder.environment().putAll(shop.environment)
        builder.start()
    }

    static List<String> argv(String... words) {
        def java = Path.of(System.getProperty('java.home'), 'bin', 'java').toString()
        [java, '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', System.getProperty('java.class.path') + ':' + loaded(), 'dev.stave.cli.Main'] + words.toList()
    }

    static Path log(StackFolder shop) {
        shop.folder.resolveSibling('process.log')
    }

    /** What a launcher of specs loads beside its own class path. */
    private static String loaded() {
        def loader = EngineProcess.classLoader
        loader instanceof URLClassLoader ? loader.URLs.collect { Path.of(it.toURI()).toString() }.join(':') : ''
    }
}
