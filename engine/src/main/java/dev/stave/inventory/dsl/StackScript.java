package dev.stave.inventory.dsl;

import groovy.lang.Script;
import org.jspecify.annotations.Nullable;

/** What every compiled stack file extends: it hands each setting on to the block that is open. */
public abstract class StackScript extends Script {
    private @Nullable Evaluation evaluation;

    /** Made by the compiled script itself. */
    protected StackScript() {}

    final void attach(Evaluation to) {
        evaluation = to;
    }

    /**
     * Says a setting, or asks a function such as {@code env}; the compiler puts it in the place of every word that is
     * neither a variable nor a method of the script.
     *
     * @param place as {@link Place} writes it
     */
    public @Nullable Object settingAt(String place, @Nullable Object @Nullable ... values) {
        if (evaluation == null) {
            throw new IllegalStateException("the script was started without its reader");
        }
        // Groovy hands a lone null over as the array itself
        return evaluation.say(Place.parse(place), values == null ? new @Nullable Object[] {null} : values);
    }
}
