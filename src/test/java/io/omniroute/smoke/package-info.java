/**
 * The smoke suite: the whole WAR, deployed by Arquillian to each server it is made for, asked over the wire what matters
 * most. Whatever needs a second look at one server only, or a started process of its own, belongs into {@code it}.
 */
@NullMarked
package io.omniroute.smoke;

import org.jspecify.annotations.NullMarked;
