export declare function fakeKey(family: string, seed: string): string;
