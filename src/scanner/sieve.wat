;; Finds the parts of a text in which one of about a hundred words may stand, 16 bytes at a time. The words' letters may be
;; torn apart by bytes that are to be passed over (white space, quotes, `+` …), so the text is looked at in two steps, 512
;; bytes at a time: what is passed over is taken out, and in what is left every place is compared with all words at once.
;;
;; Of each word only four bytes in a row are looked for, its gram. A place is compared by the way of Hyperscan's "Teddy": the
;; grams are spread over eight buckets, a bit each. A byte's two halves (4 bits each) tell by two tables of 16 entries in
;; which buckets a gram has such a byte at its first place; the same for its second, third and fourth. The bits that are
;; left when all that is combined are buckets that may hold this gram, and a hash table of the grams has the last word.
;;
;; Memory, of which `src/dev/sieve.ts` writes the tables:
;;   0x0000  two tables of 16 bytes: which bytes are passed over, by the low and the high half
;;   0x0020  eight tables of 16 bytes: buckets, by the low and the high half of a gram's first to fourth byte
;;   0x0100  256 rows of 8 bytes: places of the bytes that are kept, for each combination of eight bytes passed over
;;   0x0900  what is kept of a part, behind the last three bytes of the part before
;;   0x1000  1024 grams, in lower case, or 0: a gram's place is the upper 10 bits of its product with `factor`
;;   0x2000  the text, filled up with spaces, which are passed over, to a multiple of 16
(module
  (memory (export "memory") 17)
  (global (export "input") i32 (i32.const 0x2000))
  (global (export "part") i32 (i32.const 512))

  ;; Before the first look at a text: nothing stands before it.
  (func (export "begin")
    (i32.store (i32.const 0x900) (i32.const 0)))

  ;; Whether a byte from $at to $end is zero.
  (func (export "hasZero") (param $at i32) (param $end i32) (result i32)
    (block $done
      (loop $blocks
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (if (i32.eqz (i8x16.all_true (v128.load (local.get $at)))) (then (return (i32.const 1))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $blocks)))
    (i32.const 0))

  ;; The place of the first part from $at on in which a gram ends, or -1. The parts are to be asked for in order.
  (func (export "find") (param $at i32) (param $end i32) (result i32)
    (local $stop i32)
    (local $out i32)
    (local $found i32)
    (block $done
      (loop $parts
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $stop (i32.add (local.get $at) (i32.const 512)))
        (if (i32.gt_u (local.get $stop) (local.get $end)) (then (local.set $stop (local.get $end))))
        (local.set $out (call $keep (local.get $at) (local.get $stop)))
        ;; What an earlier part has left behind the end is nothing to be found.
        (v128.store (local.get $out) (v128.const i64x2 0 0))
        (local.set $found (call $search (local.get $out)))
        ;; The last three bytes; the fourth is overwritten by the next part.
        (i32.store (i32.const 0x900) (i32.load (i32.sub (local.get $out) (i32.const 3))))
        (if (local.get $found) (then (return (local.get $at))))
        (local.set $at (local.get $stop))
        (br $parts)))
    (i32.const -1))

  ;; Writes what is kept of the bytes from $at to $stop, and returns the end of it.
  (func $keep (param $at i32) (param $stop i32) (result i32)
    (local $out i32)
    (local $block v128)
    (local $passed i32)
    (local $row i32)
    (local.set $out (i32.const 0x903))
    (loop $blocks
      (local.set $block (v128.load (local.get $at)))
      (local.set $passed
        (i8x16.bitmask
          (i8x16.ne
            (v128.const i64x2 0 0)
            (v128.and
              (i8x16.swizzle
                (v128.load (i32.const 0x00))
                (v128.and (local.get $block) (v128.const i32x4 0x0f0f0f0f 0x0f0f0f0f 0x0f0f0f0f 0x0f0f0f0f)))
              (i8x16.swizzle (v128.load (i32.const 0x10)) (i8x16.shr_u (local.get $block) (i32.const 4)))))))
      ;; Bytes 0 to 7: those that are kept move together, the next ones overwrite what is stored behind them.
      (local.set $row (i32.and (local.get $passed) (i32.const 255)))
      (v128.store64_lane 0
        (local.get $out)
        (i8x16.swizzle
          (local.get $block)
          (v128.load64_zero offset=0x100 (i32.shl (local.get $row) (i32.const 3)))))
      (local.set $out (i32.sub (i32.add (local.get $out) (i32.const 8)) (i32.popcnt (local.get $row))))
      ;; Bytes 8 to 15.
      (local.set $row (i32.shr_u (local.get $passed) (i32.const 8)))
      (v128.store64_lane 0
        (local.get $out)
        (i8x16.swizzle
          (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $block) (local.get $block))
          (v128.load64_zero offset=0x100 (i32.shl (local.get $row) (i32.const 3)))))
      (local.set $out (i32.sub (i32.add (local.get $out) (i32.const 8)) (i32.popcnt (local.get $row))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $blocks (i32.lt_u (local.get $at) (local.get $stop))))
    (local.get $out))

  ;; Whether a gram ends before $out in what is kept. Where one may end is where the fourth place's buckets meet those of the
  ;; third one byte before, of the second two, and of the first three; so the results of the block before are kept.
  (func $search (param $out i32) (result i32)
    (local $here i32)
    (local $low v128)
    (local $high v128)
    (local $buckets v128)
    (local $first v128)
    (local $second v128)
    (local $third v128)
    (local $firstBefore v128)
    (local $secondBefore v128)
    (local $thirdBefore v128)
    (local $bits i32)
    (local $gram i32)
    (local.set $here (i32.const 0x900))
    (block $done
      (loop $blocks
        (br_if $done (i32.ge_u (local.get $here) (local.get $out)))
        (local.set $low
          (v128.and
            (v128.load (local.get $here))
            (v128.const i32x4 0x0f0f0f0f 0x0f0f0f0f 0x0f0f0f0f 0x0f0f0f0f)))
        (local.set $high (i8x16.shr_u (v128.load (local.get $here)) (i32.const 4)))
        (local.set $first
          (v128.and
            (i8x16.swizzle (v128.load (i32.const 0x20)) (local.get $low))
            (i8x16.swizzle (v128.load (i32.const 0x30)) (local.get $high))))
        (local.set $second
          (v128.and
            (i8x16.swizzle (v128.load (i32.const 0x40)) (local.get $low))
            (i8x16.swizzle (v128.load (i32.const 0x50)) (local.get $high))))
        (local.set $third
          (v128.and
            (i8x16.swizzle (v128.load (i32.const 0x60)) (local.get $low))
            (i8x16.swizzle (v128.load (i32.const 0x70)) (local.get $high))))
        (local.set $buckets
          (v128.and
            (i8x16.swizzle (v128.load (i32.const 0x80)) (local.get $low))
            (i8x16.swizzle (v128.load (i32.const 0x90)) (local.get $high))))
        (local.set $buckets
          (v128.and
            (local.get $buckets)
            (i8x16.shuffle 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28
              (local.get $firstBefore)
              (local.get $first))))
        (local.set $buckets
          (v128.and
            (local.get $buckets)
            (i8x16.shuffle 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29
              (local.get $secondBefore)
              (local.get $second))))
        (local.set $buckets
          (v128.and
            (local.get $buckets)
            (i8x16.shuffle 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30
              (local.get $thirdBefore)
              (local.get $third))))
        (local.set $firstBefore (local.get $first))
        (local.set $secondBefore (local.get $second))
        (local.set $thirdBefore (local.get $third))
        (if
          (v128.any_true (local.get $buckets))
          (then
            (local.set $bits (i8x16.bitmask (i8x16.ne (local.get $buckets) (v128.const i64x2 0 0))))
            (loop $candidates
              ;; In lower case; that other bytes change too does no harm, as the table's grams change likewise.
              (local.set $gram
                (i32.or
                  (i32.const 0x20202020)
                  (i32.load (i32.sub (i32.add (local.get $here) (i32.ctz (local.get $bits))) (i32.const 3)))))
              (if
                (i32.eq
                  (local.get $gram)
                  (i32.load offset=0x1000
                    (i32.shl
                      (i32.shr_u (i32.mul (local.get $gram) (global.get $factor)) (i32.const 22))
                      (i32.const 2))))
                (then (return (i32.const 1))))
              (local.set $bits (i32.and (local.get $bits) (i32.sub (local.get $bits) (i32.const 1))))
              (br_if $candidates (local.get $bits)))))
        (local.set $here (i32.add (local.get $here) (i32.const 16)))
        (br $blocks)))
    (i32.const 0))

  ;; Written by `src/dev/sieve.ts`: the global `factor`, and the tables as data.
  ;; TABLES
)
