/**
 * The cluster: Hazelcast and Vert.x built from configuration, the lock that gives an event to one node at a time, and
 * leaving cleanly. The only package that names Hazelcast; knows nothing of seats, and imports nothing else of ours.
 */
@CheckReturnValue
package io.evently.cluster;

import com.google.errorprone.annotations.CheckReturnValue;
