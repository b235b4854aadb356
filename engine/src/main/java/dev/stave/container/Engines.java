package dev.stave.container;

import dev.stave.container.EngineInfo.Ability;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The container engines that may be used, the preferred one first. Safe for many threads. */
public interface Engines {
    /** The first that has all these abilities; empty where none has, and {@link #complaint} then says why. */
    Optional<ContainerEngine> having(Set<Ability> abilities);

    /** Why there is none with these abilities: a sentence with what was looked at. */
    String complaint(Set<Ability> abilities);

    /** Every one that answers, for what concerns all of them, such as what dead runs left behind. */
    List<ContainerEngine> all();

    /** Exactly one engine. */
    static Engines of(ContainerEngine engine) {
        return new Engines() {
            @Override
            public Optional<ContainerEngine> having(Set<Ability> abilities) {
                return engine.info().abilities().containsAll(abilities) ? Optional.of(engine) : Optional.empty();
            }

            @Override
            public String complaint(Set<Ability> abilities) {
                return engine.info().kind() + " cannot " + Lacks.text(abilities, engine.info());
            }

            @Override
            public List<ContainerEngine> all() {
                return List.of(engine);
            }
        };
    }
}
