package io.evently.bus;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The frozen wire name of a message family, for example {@code booking-outcome/1}. An incompatible change gets a new
 * number and is kept beside the old one for one release.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface BusName {
    String value();
}
