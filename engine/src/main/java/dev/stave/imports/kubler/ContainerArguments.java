package dev.stave.imports.kubler;

import dev.stave.imports.Note;
import dev.stave.imports.shell.ShellScope;
import dev.stave.imports.shell.ShellValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a conf file gives to build containers: capabilities and mounts; other arguments of {@code docker run} are noted. */
record ContainerArguments(Set<String> capabilities, List<String> mounts) {
    static ContainerArguments of(ShellScope conf, List<Note> notes) {
        ContainerArguments all = new ContainerArguments(new LinkedHashSet<>(), new ArrayList<>());
        if (conf.text("BUILDER_CAPS_SYS_PTRACE").equals("true")) {
            all.capabilities.add("SYS_PTRACE");
        }
        conf.get("BUILDER_MOUNTS").ifPresent(mounts -> mounts.words().forEach(all.mounts::add));
        for (String name : List.of("BUILDER_DOCKER_ARGS_GLOBAL", "BUILDER_DOCKER_ARGS")) {
            conf.get(name).ifPresent(arguments -> all.take(name, arguments, notes));
        }
        Optional<ShellValue> profile = conf.get("BUILDER_SECCOMP");
        profile.ifPresent(value -> notes.add(new Note(
                value.at(), "BUILDER_SECCOMP has no counterpart: build containers keep the engine's profile")));
        return all;
    }

    private void take(String variable, ShellValue arguments, List<Note> notes) {
        Iterator<String> words = arguments.words().iterator();
        while (words.hasNext()) {
            String word = words.next();
            String option = word.replaceFirst("=.*", "");
            boolean capability = option.equals("--cap-add");
            boolean mount = option.equals("-v") || option.equals("--volume");
            if (!capability && !mount) {
                boolean more = !word.contains("=") && word.startsWith("-") && words.hasNext();
                String shown = more ? word + " " + words.next() : word;
                notes.add(new Note(arguments.at(), variable + ": " + shown + " has no counterpart in a stack"));
                continue;
            }
            String value =
                    word.contains("=") ? word.substring(word.indexOf('=') + 1) : words.hasNext() ? words.next() : "";
            if (capability) {
                capabilities.add(value.replaceFirst("^CAP_", ""));
            } else {
                mounts.add(value);
            }
        }
    }
}
