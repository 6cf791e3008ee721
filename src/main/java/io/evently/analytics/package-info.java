/**
 * What happened, in figures: sums that a listener keeps of the facts, and what administrators ask of them. Reads what other
 * capabilities wrote and changes nothing of theirs; nobody books, offers or prices through it.
 */
@CheckReturnValue
package io.evently.analytics;

import com.google.errorprone.annotations.CheckReturnValue;
