import {
  ArrayMaxSize,
  ArrayMinSize,
  IsNotEmpty,
  IsOptional,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { Field, InputType } from 'type-graphql';

/** The most places that one call adds. */
const MAX_LOCATIONS_AT_ONCE = 1_000;

/** Another place of a file, as input. */
@InputType({ description: 'Another place where a file of a version lies, and the digest of what lies there.' })
export class FileLocationInput {
  @Field(() => String, {
    nullable: true,
    description:
      'The file, by its path within the version. Left out where the version has one file, or where `digest` is of all of it.',
  })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(1_000)
  path?: string | null;

  @Field(() => String, {
    description: 'Where it lies; never fetched. User and password in it are not stored: `s3://acme/model.bin`.',
  })
  @IsNotEmpty()
  @MaxLength(4_000)
  uri: string;

  @Field(() => String, {
    description:
      'The digest of what lies there, under an algorithm under which the version has one: `sha256:…` of a file, or that of `externalDigest` (`md5:…`). Another digest is refused, and so is one of another algorithm, for nothing would decide that it is the same.',
  })
  @MaxLength(500)
  @Matches(/^[a-z0-9][a-z0-9.-]*:\S+$/, {
    message: '$property must be an algorithm, a colon and a digest, such as md5:d8e8fca2dc0f896fd7cb4cb0031ba249',
  })
  digest: string;
}

/** The field of an input that has the places to add. */
export function LocationsField(): PropertyDecorator {
  return (target, key) => {
    Field(() => [FileLocationInput], {
      description: `The places, 1 to ${MAX_LOCATIONS_AT_ONCE}: all of them are added, or none.`,
    })(target, key as string);
    ArrayMinSize(1)(target, key as string);
    ArrayMaxSize(MAX_LOCATIONS_AT_ONCE)(target, key as string);
    ValidateNested({ each: true })(target, key as string);
  };
}
